using Tollgate.Security.Custom;

namespace Tollgate.Guards.Custom;

/// <summary>The rules of one organization's owner, ready to run.</summary>
internal sealed class CustomBook
{
    /// <summary>Puts rules together.</summary>
    public CustomBook(IEnumerable<CustomBody> rules)
    {
        Entries = rules.Take(CustomDetector.MostRules).ToDictionary(body => body.Name!, body => new CustomEntry(body), StringComparer.Ordinal);
        Detector = new CustomDetector(Entries.Values.Select(entry => entry.Rule));
    }

    /// <summary>The rules by their names.</summary>
    public IReadOnlyDictionary<string, CustomEntry> Entries { get; }

    /// <summary>What finds them.</summary>
    public CustomDetector Detector { get; }
}
