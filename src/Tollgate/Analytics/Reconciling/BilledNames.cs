using System.Text.RegularExpressions;

namespace Tollgate.Analytics.Reconciling;

/// <summary>Names of models as a bill has them: where the ledger says "model" and the bill only "model-DATE", both are the same.</summary>
internal sealed partial class BilledNames(IEnumerable<string?> billed)
{
    private readonly HashSet<string> _names = [.. billed.Where(name => name is not null).Select(name => name!)];

    /// <summary>The bill's name of a model; its own where the bill has none, or several that it could be.</summary>
    public string Of(string model)
    {
        if (_names.Contains(model))
        {
            return model;
        }

        var same = _names.Where(name => Undated(name) == Undated(model)).Take(2).ToList();
        return same.Count == 1 ? same[0] : model;
    }

    private static string Undated(string name) => Date().Replace(name, "");

    [GeneratedRegex(@"[-@](20\d{6}|20\d\d-\d\d-\d\d)$")]
    private static partial Regex Date();
}
