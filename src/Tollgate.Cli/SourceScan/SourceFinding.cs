using System.Text.Json.Nodes;
using Tollgate.Security;

namespace Tollgate.Cli.SourceScan;

/// <summary>A finding in a file, as it may be shown: the found text is masked.</summary>
internal sealed record SourceFinding(string Path, int Line, int Column, Finding Finding, string Masked, string BaselineLine)
{
    /// <summary>The finding as an item of a list.</summary>
    public JsonObject ToJson() => new()
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
