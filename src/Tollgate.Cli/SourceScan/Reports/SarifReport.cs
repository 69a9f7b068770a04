using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Tollgate.Security;

namespace Tollgate.Cli.SourceScan.Reports;

/// <summary>A report as SARIF 2.1.0.</summary>
internal static class SarifReport
{
    private const string Root = "SRCROOT";

    /// <summary>The log with one run.</summary>
    public static JsonObject Of(ScanReport report)
    {
        var rules = report.Findings.Select(finding => finding.Finding.Rule).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var places = rules.Index().ToDictionary(rule => rule.Item.Id, rule => rule.Index, StringComparer.Ordinal);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = Driver(rules) },
                ["columnKind"] = "unicodeCodePoints",
                ["originalUriBaseIds"] = new JsonObject { [Root] = new JsonObject { ["description"] = new JsonObject { ["text"] = "The root of the repository, or the folder that was scanned." } } },
                ["invocations"] = new JsonArray(Invocation(report)),
                ["results"] = new JsonArray([.. report.Findings.Select(finding => Result(finding, places[finding.Finding.Rule.Id], seen))]),
            }),
        };
    }

    private static JsonObject Driver(List<Rule> rules) => new()
    {
        ["name"] = "Tollgate",
        ["semanticVersion"] = Assembly.GetExecutingAssembly().GetName().Version!.ToString(3),
        ["rules"] = new JsonArray([.. rules.Select(Descriptor)]),
    };

    /// <summary>What could not be read is told, for a run without it would look clean.</summary>
    private static JsonObject Invocation(ScanReport report) => new()
    {
        ["executionSuccessful"] = report.Faults.Count == 0,
        ["exitCode"] = report.Code,
        ["toolExecutionNotifications"] = new JsonArray([.. report.Faults.Select(fault => new JsonObject
        {
            ["level"] = "error",
            ["message"] = new JsonObject { ["text"] = fault },
        })]),
    };

    private static JsonObject Descriptor(Rule rule) => new JsonObject
    {
        ["id"] = rule.Id,
        ["name"] = rule.Name,
        ["shortDescription"] = new JsonObject { ["text"] = rule.Name },
        ["fullDescription"] = new JsonObject { ["text"] = rule.Explanation },
        ["help"] = new JsonObject { ["text"] = rule.Fix },
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
        ["properties"] = new JsonObject
        {
            ["tags"] = new JsonArray("security", FindingNames.Of(rule.Kind), $"external/cwe/cwe-{Weakness(rule.Kind).ToString(CultureInfo.InvariantCulture)}"),
            ["security-severity"] = Score(rule.Severity),
        },
    };

    private static JsonObject Result(SourceFinding finding, int rule, Dictionary<string, int> seen)
    {
        // The same text may stand in a file more than once.
        var times = seen[finding.Fingerprint] = seen.GetValueOrDefault(finding.Fingerprint) + 1;
        var result = new JsonObject
        {
            ["ruleId"] = finding.Finding.Rule.Id,
            ["ruleIndex"] = rule,
            ["level"] = Level(finding.Finding.Severity),
            ["message"] = new JsonObject { ["text"] = $"{finding.Finding.Rule.Explanation} Found: {finding.Masked}. {finding.Finding.Rule.Fix}" },
            ["partialFingerprints"] = new JsonObject { ["tollgate/v1"] = string.Create(CultureInfo.InvariantCulture, $"{finding.Fingerprint}:{times}") },
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Place(finding) }),
            ["rank"] = Math.Round(100m * (decimal)finding.Finding.Confidence, 1),
        };
        if (finding.Commit is not null)
        {
            result["properties"] = new JsonObject { ["commit"] = finding.Commit };
        }

        return result;
    }

    private static JsonObject Place(SourceFinding finding) => new()
    {
        ["artifactLocation"] = new JsonObject { ["uri"] = Address(finding.Path), ["uriBaseId"] = Root },
        ["region"] = new JsonObject { ["startLine"] = finding.Line, ["startColumn"] = finding.Column, ["endLine"] = finding.EndLine, ["endColumn"] = finding.EndColumn },
    };

    private static string Address(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Level(Severity severity) => severity >= Severity.High ? "error" : severity == Severity.Medium ? "warning" : "note";

    /// <summary>In the bands that readers of SARIF sort by: from 9 critical, from 7 high, from 4 medium.</summary>
    private static string Score(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        Severity.Low => "3.0",
        _ => "1.0",
    };

    private static int Weakness(FindingKind kind) => kind switch
    {
        FindingKind.Secret => 798,
        FindingKind.Pii => 359,
        FindingKind.SqlInjection => 89,
        _ => 77,
    };
}
