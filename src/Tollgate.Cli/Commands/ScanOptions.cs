using System.CommandLine;
using Tollgate.Cli.SourceScan;
using Tollgate.Cli.SourceScan.Reports;
using Tollgate.Security;

namespace Tollgate.Cli.Commands;

/// <summary>The options that every scan of sources takes, and what they lead to.</summary>
internal sealed class ScanOptions(string least)
{
    private readonly Option<bool> _personal = new("--pii") { Description = "Data about persons too." };
    private readonly Option<bool> _injection = new("--injection") { Description = "Prompt injection too." };
    private readonly Option<bool> _noSecrets = new("--no-secrets") { Description = "Leave credentials out." };
    private readonly Option<bool> _noSql = new("--no-sql") { Description = "Leave SQL injection out." };
    private readonly Option<bool> _sarif = new("--sarif") { Description = "Print SARIF 2.1.0." };
    private readonly Option<string?> _baseline = new("--baseline") { Description = $"A file of findings that are known and dealt with; {ScanChoice.BaselineName} at the root without any." };
    private readonly Option<string?> _writeBaseline = new("--write-baseline") { Description = "Write what is found to that file, and end with 0." };
    private readonly Option<string> _least = new Option<string>("--min-severity") { Description = "Leave out what is less grave.", DefaultValueFactory = _ => least }
        .Among("info", "low", "medium", "high", "critical");

    /// <summary>The command with the options that choose what is looked for.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in (Option[])[_personal, _injection, _noSecrets, _noSql, _least, _baseline])
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>The command with those, and with the ones that choose how findings are told.</summary>
    public Command AddAllTo(Command command)
    {
        AddTo(command).Options.Add(_sarif);
        command.Options.Add(_writeBaseline);
        return command;
    }

    /// <summary>What the words choose.</summary>
    public ScanChoice Choice(ParseResult words) => new(
        (words.GetValue(_noSecrets) ? Detectors.None : Detectors.Secrets)
        | (words.GetValue(_personal) ? Detectors.Personal : Detectors.None)
        | (words.GetValue(_injection) ? Detectors.Injection : Detectors.None),
        !words.GetValue(_noSql),
        FindingNames.TryParse(words.GetValue(_least), out Severity severity) ? severity : Severity.Info,
        words.GetValue(_baseline))
    {
        KnowsNothing = words.GetValue(_writeBaseline) is not null,
    };

    /// <summary>Prints the report; the answer is what the process says at its end.</summary>
    public int Finish(CommandContext context, ParseResult words, ScanReport report)
    {
        foreach (var fault in report.Faults)
        {
            words.InvocationConfiguration.Error.WriteLine(fault);
        }

        if (words.GetValue(_writeBaseline) is { } target)
        {
            File.WriteAllLines(target, report.Findings.Select(finding => finding.BaselineLine).Distinct().Order(StringComparer.Ordinal));
            context.Print(words).Say($"{target} holds what is known now: {report.Findings.Count} findings.");
            return report.Faults.Count > 0 ? ExitCode.Incomplete : ExitCode.Ok;
        }

        if (words.GetValue(_sarif))
        {
            context.Print(words).Json(SarifReport.Of(report));
        }
        else
        {
            ScanPrinter.Print(context.Print(words), report);
        }

        return report.Code;
    }
}
