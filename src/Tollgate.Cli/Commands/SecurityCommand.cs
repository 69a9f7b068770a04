using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;
using Tollgate.Cli.SourceScan;
using Tollgate.Security;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate security`: the engine of the guards, over files, folders and lines of standard input.</summary>
internal sealed class SecurityCommand : ICliCommand
{
    private static readonly Column[] Columns =
        [new("Path", "path"), new("Line", "line", true), new("Severity", "severity"), new("Rule", "rule"), new("Confidence", "confidence", true), new("Found", "masked"), new("Fix", "fix")];

    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files and folders; the current folder without any.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _personal = new("--pii") { Description = "Data about persons too." };
    private readonly Option<bool> _injection = new("--injection") { Description = "Prompt injection too." };
    private readonly Option<bool> _noSecrets = new("--no-secrets") { Description = "Leave credentials out." };
    private readonly Option<bool> _noSql = new("--no-sql") { Description = "Leave SQL injection out." };
    private readonly Option<bool> _sarif = new("--sarif") { Description = "Print SARIF 2.1.0." };
    private readonly Option<string?> _baseline = new("--baseline") { Description = "A file of findings that are known and dealt with." };
    private readonly Option<string?> _writeBaseline = new("--write-baseline") { Description = "Write what is found to that file, and end with 0." };
    private readonly Option<bool> _lines = new("--jsonl") { Description = "Judge {\"id\",\"text\",\"source\"} lines of standard input with every detector." };

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var check = new Command("check", "Look for credentials, and for SQL that is put together from values, in files and folders.") { _paths, _personal, _injection, _noSecrets, _noSql, _sarif, _baseline, _writeBaseline };
        check.SetAction(words => Check(context, words));
        var scan = new Command("scan", "The same as check; with --jsonl, judge texts from standard input.") { _paths, _personal, _injection, _noSecrets, _noSql, _sarif, _baseline, _writeBaseline, _lines };
        scan.SetAction(words => words.GetValue(_lines) ? JsonLines.Run(context.Around.Input(), words.InvocationConfiguration.Output) : Check(context, words));
        return new Command("security", "Find credentials, SQL injection, data about persons and prompt injection.") { check, scan };
    }

    private int Check(CommandContext context, ParseResult words)
    {
        var report = FolderScan.Run(words.GetValue(_paths) is { Length: > 0 } paths ? paths : ["."], Choice(words), words.GetValue(_baseline));
        foreach (var fault in report.Faults)
        {
            words.InvocationConfiguration.Error.WriteLine(fault);
        }

        if (words.GetValue(_writeBaseline) is { } target)
        {
            File.WriteAllLines(target, report.Findings.Select(finding => finding.BaselineLine).Distinct());
            return report.Faults.Count > 0 ? ExitCode.Incomplete : ExitCode.Ok;
        }

        Print(context.Print(words), report, words.GetValue(_sarif));
        return report.Faults.Count > 0 ? ExitCode.Incomplete : report.Findings.Count > 0 ? ExitCode.Refused : ExitCode.Ok;
    }

    private ScanChoice Choice(ParseResult words) => new(
        (words.GetValue(_noSecrets) ? Detectors.None : Detectors.Secrets)
        | (words.GetValue(_personal) ? Detectors.Personal : Detectors.None)
        | (words.GetValue(_injection) ? Detectors.Injection : Detectors.None),
        !words.GetValue(_noSql),
        Severity.Info);

    private static void Print(Printer printer, ScanReport report, bool asSarif)
    {
        if (asSarif)
        {
            printer.Json(SarifReport.Of(report));
            return;
        }

        if (printer.Form == OutputForm.Table && report.Findings.Count == 0)
        {
            printer.Say($"Nothing found in {report.Files} files.");
            return;
        }

        printer.List(new JsonObject { ["items"] = new JsonArray([.. report.Findings.Select(finding => finding.ToJson())]), ["files"] = report.Files }, Columns);
    }
}
