using System.Text.Json.Nodes;
using Tollgate.Security;

namespace Tollgate.Cli.SourceScan;

/// <summary>A report as SARIF 2.1.0.</summary>
internal static class SarifReport
{
    /// <summary>The log with one run.</summary>
    public static JsonObject Of(ScanReport report) => new()
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "Tollgate",
                    ["rules"] = new JsonArray([.. report.Findings.Select(finding => finding.Finding.Rule).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(Rule)]),
                },
            },
            ["invocations"] = new JsonArray(new JsonObject { ["executionSuccessful"] = report.Faults.Count == 0 }),
            ["results"] = new JsonArray([.. report.Findings.Select(Result)]),
        }),
    };

    private static JsonNode Rule(Rule rule) => new JsonObject
    {
        ["id"] = rule.Id,
        ["shortDescription"] = new JsonObject { ["text"] = rule.Name },
        ["fullDescription"] = new JsonObject { ["text"] = rule.Explanation },
        ["help"] = new JsonObject { ["text"] = rule.Fix },
    };

    private static JsonNode Result(SourceFinding finding) => new JsonObject
    {
        ["ruleId"] = finding.Finding.Rule.Id,
        ["level"] = finding.Finding.Severity >= Severity.High ? "error" : finding.Finding.Severity == Severity.Medium ? "warning" : "note",
        ["message"] = new JsonObject { ["text"] = $"{finding.Finding.Rule.Explanation} Found: {finding.Masked}. {finding.Finding.Rule.Fix}" },
        ["partialFingerprints"] = new JsonObject { ["tollgate/v1"] = finding.BaselineLine[..finding.BaselineLine.IndexOf(' ', StringComparison.Ordinal)] },
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = finding.Path.Replace('\\', '/') },
                ["region"] = new JsonObject { ["startLine"] = finding.Line, ["startColumn"] = finding.Column },
            },
        }),
    };
}
