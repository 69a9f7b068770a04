using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Security;

namespace Tollgate.Cli.SourceScan.Gate;

/// <summary>How a repository stands against what it must reach.</summary>
internal sealed class GateResult(GateLimits limits, IReadOnlyList<GateCheck> checks, ScanReport report)
{
    /// <summary>What is lacking, the gravest first.</summary>
    public IReadOnlyList<GateCheck> Gaps { get; } = [.. checks.Where(check => check.Gap is not null).OrderByDescending(check => check.Gap).ThenBy(check => check.Id, StringComparer.Ordinal)];

    /// <summary>The mean of all scores.</summary>
    public int Overall => (int)Math.Round(Enum.GetValues<GateArea>().Average(Score), MidpointRounding.AwayFromZero);

    /// <summary>Why it does not pass, a sentence each.</summary>
    public IReadOnlyList<string> Reasons => [.. Counts(), .. Scores().Where(score => score.Got < score.Least).Select(score => Text($"The score of {score.Name} is {score.Got}, less than {score.Least}."))];

    /// <summary>What the process says at its end.</summary>
    public int Code => report.Faults.Count > 0 ? ExitCode.Incomplete : Reasons.Count > 0 ? ExitCode.Refused : ExitCode.Ok;

    /// <summary>The score of an area, from 0 to 100.</summary>
    public int Score(GateArea area)
    {
        var parts = checks.Where(check => check.Area == area).ToList();
        return (int)Math.Round(Math.Clamp(100 * parts.Sum(part => part.Got) / parts.Sum(part => part.Points), 0, 100), MidpointRounding.ToZero);
    }

    /// <summary>Everything, for programs.</summary>
    public JsonObject ToJson() => new()
    {
        ["passed"] = Code == ExitCode.Ok,
        ["complete"] = report.Faults.Count == 0,
        ["scores"] = new JsonArray([.. Scores().Select(score => new JsonObject { ["area"] = score.Name, ["score"] = score.Got, ["least"] = score.Least })]),
        ["findings"] = new JsonObject([.. Enum.GetValues<Severity>().Reverse().Select(severity => KeyValuePair.Create(FindingNames.Of(severity), (JsonNode?)Number(severity)))]),
        ["reasons"] = new JsonArray([.. Reasons.Select(reason => JsonValue.Create(reason))]),
        ["gaps"] = new JsonArray([.. Gaps.Select(gap => new JsonObject
        {
            ["id"] = gap.Id,
            ["area"] = gap.Area.ToString().ToLowerInvariant(),
            ["severity"] = FindingNames.Of(gap.Gap!.Value),
            ["what"] = gap.What,
            ["fix"] = gap.Fix,
        })]),
    };

    private IEnumerable<(string Name, int Got, int Least)> Scores() =>
        [("overall", Overall, limits.Overall), .. Enum.GetValues<GateArea>().Select(area => (area.ToString().ToLowerInvariant(), Score(area), limits.Areas[area]))];

    private IEnumerable<string> Counts()
    {
        foreach (var (severity, most) in ((Severity, int)[])[(Severity.Critical, limits.MostCritical), (Severity.High, limits.MostHigh)])
        {
            if (Number(severity) > most)
            {
                yield return Text($"There are {Number(severity)} {FindingNames.Of(severity)} findings, more than {most}.");
            }
        }
    }

    private int Number(Severity severity) => report.Findings.Count(finding => finding.Finding.Severity == severity);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
