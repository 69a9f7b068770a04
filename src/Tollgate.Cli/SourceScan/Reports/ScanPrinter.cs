using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;
using Tollgate.Security;

namespace Tollgate.Cli.SourceScan.Reports;

/// <summary>Prints what a scan found.</summary>
internal static class ScanPrinter
{
    private static readonly Column[] Columns =
        [new("Path", "path"), new("Line", "line", true), new("Severity", "severity"), new("Rule", "rule"), new("Confidence", "confidence", true), new("Found", "masked"), new("Fix", "fix")];

    private static readonly Column[] HistoryColumns =
        [new("Commit", "commit"), new("Path", "path"), new("Line", "line", true), new("Severity", "severity"), new("Rule", "rule"), new("Found", "masked"), new("Fix", "fix")];

    /// <summary>As a list, with what was left out beside it.</summary>
    public static void Print(Printer printer, ScanReport report)
    {
        if (printer.Form != OutputForm.Table || report.Findings.Count > 0)
        {
            printer.List(ToJson(report), report.Findings.Any(finding => finding.Commit is not null) ? HistoryColumns : Columns);
        }

        printer.Say(Sentence(report));
    }

    /// <summary>Everything, for programs.</summary>
    public static JsonObject ToJson(ScanReport report) => new()
    {
        ["items"] = new JsonArray([.. report.Findings.Select(finding => finding.ToJson())]),
        ["files"] = report.Files,
        ["binary"] = report.Binary,
        ["ignored"] = report.Ignored,
        ["known"] = report.Known,
        ["allowed"] = report.Allowed,
        ["complete"] = report.Faults.Count == 0,
        ["faults"] = new JsonArray([.. report.Faults.Select(fault => JsonValue.Create(fault))]),
    };

    private static string Sentence(ScanReport report)
    {
        var found = report.Findings.Count == 0
            ? $"Nothing found in {Number(report.Files, "file")}"
            : $"{Number(report.Findings.Count, "finding")} in {Number(report.Files, "file")} ({Grades(report)})";
        var left = Left(report);
        return $"{found}{(left.Length > 0 ? "; " : string.Empty)}{left}.";
    }

    private static string Grades(ScanReport report) => string.Join(", ", report.Findings
        .GroupBy(finding => finding.Finding.Severity)
        .OrderByDescending(grade => grade.Key)
        .Select(grade => $"{grade.Count().ToString(CultureInfo.InvariantCulture)} {FindingNames.Of(grade.Key)}"));

    private static string Left(ScanReport report)
    {
        (int Count, string What)[] parts =
            [(report.Known, "known by the baseline"), (report.Allowed, "allowed in the text"), (report.Ignored, "left out by ignore files"), (report.Binary, "binary")];
        return string.Join(", ", parts.Where(part => part.Count > 0).Select(part => $"{part.Count.ToString(CultureInfo.InvariantCulture)} {part.What}"));
    }

    private static string Number(int count, string what) => $"{count.ToString(CultureInfo.InvariantCulture)} {what}{(count == 1 ? string.Empty : "s")}";
}
