using System.Text.Json.Nodes;
using Tollgate.Security;

namespace Tollgate.Cli.SourceScan;

/// <summary>A finding in a file, as it may be shown: the found text is masked.</summary>
/// <param name="Path">The file, against the root of the repository.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line (Unicode code points), from 1.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Masked">The found text without what it hides.</param>
/// <param name="BaselineLine">The line that makes it known.</param>
/// <param name="Commit">The commit that brought it; null outside of history.</param>
internal sealed record SourceFinding(string Path, int Line, int Column, Finding Finding, string Masked, string BaselineLine, string? Commit = null)
{
    /// <summary>The line of its end, from 1.</summary>
    public int EndLine { get; init; }

    /// <summary>The character behind its end, from 1.</summary>
    public int EndColumn { get; init; }

    /// <summary>What stays when the finding moves within its file.</summary>
    public string Fingerprint => BaselineLine[..BaselineLine.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>The finding as an item of a list.</summary>
    public JsonObject ToJson()
    {
        var item = new JsonObject
        {
            ["path"] = Path,
            ["line"] = Line,
            ["column"] = Column,
            ["kind"] = FindingNames.Of(Finding.Kind),
            ["rule"] = Finding.Rule.Id,
            ["severity"] = FindingNames.Of(Finding.Severity),
            ["confidence"] = Math.Round((decimal)Finding.Confidence, 2),
            ["masked"] = Masked,
            ["fingerprint"] = Fingerprint,
            ["explanation"] = Finding.Rule.Explanation,
            ["fix"] = Finding.Rule.Fix,
        };
        if (Commit is not null)
        {
            item["commit"] = Commit;
        }

        return item;
    }
}
