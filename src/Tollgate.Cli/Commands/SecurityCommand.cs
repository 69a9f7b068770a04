using System.CommandLine;
using System.Diagnostics;
using Tollgate.Cli.SourceScan;
using Tollgate.Cli.SourceScan.Git;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate security`: the engine of the guards, over files, folders, what is staged, history, and lines of standard input.</summary>
internal sealed class SecurityCommand : ICliCommand
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files and folders; the current folder without any.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Argument<string> _folder = new("FOLDER") { Description = "A folder of the repository; the current one without any.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "." };

    /// <inheritdoc/>
    public Command Build(CommandContext context) => new("security", "Find credentials, SQL injection, data about persons and prompt injection.")
    {
        Check(context),
        Scan(context),
        Precommit(context),
        History(context),
        SecurityHooks.Build(context, _folder),
        SecurityGate.Build(context, _folder),
    };

    private Command Check(CommandContext context)
    {
        var staged = new Option<bool>("--staged") { Description = "What is staged, as precommit does." };
        var options = new ScanOptions("info");
        var command = options.AddAllTo(new Command("check", "Look for credentials, and for SQL that is put together from values, in files and folders.") { _paths, staged });
        command.SetAction(words => options.Finish(context, words, words.GetValue(staged) ? StagedScan.Run(Paths(words)[0], options.Choice(words)) : FolderScan.Run(Paths(words), options.Choice(words))));
        return command;
    }

    private Command Scan(CommandContext context)
    {
        var lines = new Option<bool>("--jsonl") { Description = "Judge {\"id\",\"text\",\"source\",\"path\"?} lines of standard input with every detector." };
        var options = new ScanOptions("info");
        var command = options.AddAllTo(new Command("scan", "The same as check; with --jsonl, judge texts from standard input.") { _paths, lines });
        command.SetAction(words => words.GetValue(lines)
            ? new JsonLines(words.InvocationConfiguration.Output).Run(context.Around.Bytes())
            : options.Finish(context, words, FolderScan.Run(Paths(words), options.Choice(words))));
        return command;
    }

    private Command Precommit(CommandContext context)
    {
        var options = new ScanOptions("medium");
        var command = options.AddAllTo(new Command("precommit", "Look at what is staged, as the next commit would hold it; 1 stops the commit.") { _folder });
        command.SetAction(words =>
        {
            var start = Stopwatch.GetTimestamp();
            var report = StagedScan.Run(words.GetValue(_folder)!, options.Choice(words));
            var code = options.Finish(context, words, report);
            if (report.Findings.Count > 0)
            {
                words.InvocationConfiguration.Error.WriteLine("Nothing was committed. Take it out and stage the file again; or allow it on its line with `tollgate:allow RULE reason`.");
            }

            if (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed > Slow)
            {
                words.InvocationConfiguration.Error.WriteLine($"This took {elapsed.TotalSeconds:F1} seconds; .tollgateignore leaves out what need not be looked at.");
            }

            return code;
        });
        return command;
    }

    private Command History(CommandContext context)
    {
        var range = new Option<string[]>("--range") { Description = "Commits as `git rev-list` names them, such as main..HEAD; all that any branch, tag or stash leads to without any." };
        var options = new ScanOptions("info");
        var command = options.AddAllTo(new Command("history", "Look at every content that the history holds, each once, and name the commit that brought it.") { _folder, range });
        command.SetAction(words =>
        {
            var chosen = words.GetValue(range) is { Length: > 0 } named ? (string[])["--end-of-options", .. named] : ["--all"];
            var progress = new HistoryProgress(words.InvocationConfiguration.Error, TimeProvider.System);
            return options.Finish(context, words, HistoryScan.Run(words.GetValue(_folder)!, options.Choice(words), chosen, progress));
        });
        return command;
    }

    private string[] Paths(ParseResult words) => words.GetValue(_paths) is { Length: > 0 } paths ? paths : ["."];
}
