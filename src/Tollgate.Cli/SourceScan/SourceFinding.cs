using System.Text.Json.Nodes;
using Tollgate.Security;

namespace Tollgate.Cli.SourceScan;

/// <summary>A finding in a file, as it may be shown: the found text is masked.</summary>
internal sealed record SourceFinding(string Path, int Line, int Column, Finding Finding, string Masked, string BaselineLine, string? Commit = null)
{
    /// <summary>The finding as an item of a list.</summary>
    public JsonObject ToJson()
    {
        var item = Place();
        if (Commit is not null)
        {
            item["commit"] = Commit;
        }

        return item;
    }

    private JsonObject Place() => new()
    {
        ["path"] = Path,
        ["line"] = Line,
        ["column"] = Column,
        ["kind"] = FindingNames.Of(Finding.Kind),
        ["rule"] = Finding.Rule.Id,
        ["severity"] = FindingNames.Of(Finding.Severity),
        ["confidence"] = Math.Round((decimal)Finding.Confidence, 2),
        ["masked"] = Masked,
        ["explanation"] = Finding.Rule.Explanation,
        ["fix"] = Finding.Rule.Fix,
    };
}
