using System.CommandLine;

namespace Tollgate.Cli;

/// <summary>The one executable: tollgate.</summary>
public static class Program
{
    /// <summary>How the user calls this program, for the hints it prints ("./tollgate" from the repository).</summary>
    public static string Word { get; } = Environment.GetEnvironmentVariable("TOLLGATE_COMMAND") ?? "tollgate";

    /// <summary>Reads the words, runs the command, turns faults into one sentence and an exit code.</summary>
    public static async Task<int> Main(string[] args)
    {
        var words = Build().Parse(args);
        try
        {
            return await words.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CliFault fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return fault.Code;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Ok;
        }
    }

    /// <summary>The whole tree of commands.</summary>
    internal static RootCommand Build()
    {
        var context = new CommandContext();
        var root = new RootCommand("Tollgate: the one line that every model call goes through. Exit codes: 0 done, 1 refused, 2 wrong words, 3 no gateway, 4 no right, 5 not found, 6 conflict, 7 cannot start.");
        root.Options.Add(context.Url);
        root.Options.Add(context.Key);
        root.Options.Add(context.Form);
        root.Options.Add(context.Json);
        root.Options.Add(context.Yes);
        foreach (var command in Commands.All.Commands)
        {
            root.Subcommands.Add(command.Build(context));
        }

        return root;
    }
}
