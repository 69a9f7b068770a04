using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;
using Tollgate.Cli.SourceScan;
using Tollgate.Cli.SourceScan.Gate;
using Tollgate.Cli.SourceScan.Hooks;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate security gate`: scores, what is lacking, and whether it is enough.</summary>
internal static class SecurityGate
{
    private static readonly Column[] ScoreColumns = [new("Area", "area"), new("Score", "score", true), new("At least", "least", true)];
    private static readonly Column[] GapColumns = [new("Gap", "id"), new("Area", "area"), new("Severity", "severity"), new("What", "what"), new("Fix", "fix")];

    private static readonly Option<int> Critical = Least("--max-critical", "So many critical findings are borne.", 0);
    private static readonly Option<int> High = Least("--max-high", "So many high findings are borne.", 0);
    private static readonly Option<int> Overall = Least("--min-overall", "The least mean of all scores.", 80);
    private static readonly Option<int> Structure = Least("--min-structure", "The least score of how the sources are kept.", 75);
    private static readonly Option<int> Security = Least("--min-security", "The least score of what was found.", 90);
    private static readonly Option<int> Testing = Least("--min-testing", "The least score of how they are tested.", 80);
    private static readonly Option<int> Docs = Least("--min-docs", "The least score of what is written about them.", 70);

    /// <summary>The command.</summary>
    public static Command Build(CommandContext context, Argument<string> folder)
    {
        var coverage = new Option<string?>("--coverage") { Description = "A Cobertura report of what the tests run." };
        var options = new ScanOptions("info");
        var command = options.AddTo(new Command("gate", "Score a repository, say what it lacks, and end with 1 when that is not enough.") { folder, coverage, Critical, High, Overall, Structure, Security, Testing, Docs });
        command.SetAction(words =>
        {
            var report = FolderScan.Run([words.GetValue(folder)!], options.Choice(words));
            var covered = words.GetValue(coverage) is { } file ? CoverageFile.Read(file) : (double?)null;
            var root = FolderScan.Root(words.GetValue(folder)!);
            var checks = GateChecks.Of(TreeFacts.Read(root, FolderScan.ReadIgnoreRules(root)), report, Hook(context, root), covered);
            var result = new GateResult(Limits(words), checks, report);
            foreach (var fault in report.Faults)
            {
                words.InvocationConfiguration.Error.WriteLine(fault);
            }

            Print(context.Print(words), result);
            return result.Code;
        });
        return command;
    }

    private static void Print(Printer printer, GateResult result)
    {
        var answer = result.ToJson();
        if (printer.Form == OutputForm.Json)
        {
            printer.Json(answer);
            return;
        }

        printer.List(new JsonObject { ["items"] = answer["scores"]!.DeepClone() }, ScoreColumns);
        if (printer.Form == OutputForm.Table)
        {
            printer.List(new JsonObject { ["items"] = answer["gaps"]!.DeepClone() }, GapColumns);
        }

        foreach (var reason in result.Reasons)
        {
            printer.Say(reason);
        }

        printer.Say(result.Code == ExitCode.Ok ? "Passed." : "Not passed.");
    }

    private static GateLimits Limits(ParseResult words) => new(
        words.GetValue(Critical),
        words.GetValue(High),
        words.GetValue(Overall),
        new Dictionary<GateArea, int>
        {
            [GateArea.Structure] = words.GetValue(Structure),
            [GateArea.Security] = words.GetValue(Security),
            [GateArea.Testing] = words.GetValue(Testing),
            [GateArea.Docs] = words.GetValue(Docs),
        });

    /// <summary>A folder without a repository, or a bare one, has no use for a hook.</summary>
    private static HookState? Hook(CommandContext context, string root)
    {
        try
        {
            return new CommitHook(HookPlace.Find(root), context.Around.Itself).State;
        }
        catch (CliFault)
        {
            return null;
        }
    }

    private static Option<int> Least(string name, string description, int given)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => given };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 1_000_000)
            {
                result.AddError($"{name} takes a number from 0.");
            }
        });
        return option;
    }
}
