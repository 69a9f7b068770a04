using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Tollgate.Cli.Commands;

namespace Tollgate.Cli;

/// <summary>The one executable: tollgate.</summary>
public static class Program
{
    /// <summary>How the user calls this program, for the hints it prints ("./tollgate" from the repository).</summary>
    public static string Word { get; } = Environment.GetEnvironmentVariable("TOLLGATE_COMMAND") ?? "tollgate";

    /// <summary>"@FILE" is a body of `tollgate api`, not a file of further words.</summary>
    private static readonly ParserConfiguration AsTheyAre = new() { ResponseFileTokenReplacer = null };

    /// <summary>Reads the words, runs the command, turns faults into one sentence and an exit code.</summary>
    public static Task<int> Main(string[] args) => RunAsync(args, Console.Out, Console.Error, Surroundings.OfProcess(), CancellationToken.None);

    /// <summary>The same with writers and surroundings of the caller's choice.</summary>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, Surroundings around, CancellationToken ct)
    {
        var words = Build(around).Parse(args.Length == 0 ? ["--help"] : args, AsTheyAre);
        if (words.Action is ParseErrorAction)
        {
            await error.WriteLineAsync($"{Faults(words)} `{Word} --help` and `{Word} COMMAND --help` show the words.");
            return ExitCode.Usage;
        }

        try
        {
            return await words.InvokeAsync(Configuration(words, output, error), ct);
        }
        catch (CliFault fault)
        {
            await error.WriteLineAsync(fault.Message);
            return fault.Code;
        }
        catch (HttpIOException fault)
        {
            await error.WriteLineAsync($"The connection to the gateway ended: {fault.Message}");
            return ExitCode.Unreachable;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Ok;
        }
    }

    /// <summary>One sentence a fault; that a command is missing is no news beside a word that is none.</summary>
    private static string Faults(ParseResult words)
    {
        var faults = words.Errors.Select(fault => fault.Message.ReplaceLineEndings(" ")).Distinct().ToList();
        var unknown = faults.Where(fault => fault.StartsWith("Unrecognized", StringComparison.Ordinal)).Take(1).ToList();
        if (unknown.Count > 0)
        {
            return unknown[0] + Meant(words);
        }

        return words.CommandResult.Command is { Action: null, Subcommands: { Count: > 0 } next }
            ? $"`{Word} {Path(words.CommandResult)}` goes on with one of: {string.Join(", ", next.Select(command => command.Name))}."
            : string.Join(' ', faults);
    }

    /// <summary>The words of a command without the program's own.</summary>
    private static string Path(CommandResult command) =>
        command.Parent is CommandResult { Parent: CommandResult } above ? $"{Path(above)} {command.Command.Name}" : command.Command.Name;

    /// <summary>The command or option that is nearest to the first word that is none.</summary>
    private static string Meant(ParseResult words)
    {
        if (words.UnmatchedTokens is not [var word, ..])
        {
            return string.Empty;
        }

        var command = words.CommandResult.Command;
        return word.StartsWith('-')
            ? NearWord.Hint(word, command.Options.Concat(words.RootCommandResult.Command.Options).Select(option => option.Name))
            : NearWord.Hint(word, command.Subcommands.Select(known => known.Name));
    }

    /// <summary>Commands that see to signals themselves, for their end may take its time, are not cut short.</summary>
    private static InvocationConfiguration Configuration(ParseResult words, TextWriter output, TextWriter error)
    {
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error };
        if (words.CommandResult.Command.Name is "exec" or "serve")
        {
            configuration.ProcessTerminationTimeout = null;
        }

        return configuration;
    }

    /// <summary>The whole tree of commands.</summary>
    internal static Command Build(Surroundings around)
    {
        var context = new CommandContext(around);
        var root = new Command("tollgate", "Tollgate: the one line that every model call goes through. Exit codes: 0 done, 1 refused, 2 wrong words, 3 no gateway, 4 no right, 5 not found, 6 conflict, 7 cannot start, 8 scan incomplete.")
        {
            new HelpOption(),
            new VersionOption(),
            context.Url,
            context.Key,
            context.Form,
            context.Json,
            context.Yes,
        };
        foreach (var command in Commands.All.Commands)
        {
            root.Subcommands.Add(command.Build(context));
        }

        return root;
    }
}
