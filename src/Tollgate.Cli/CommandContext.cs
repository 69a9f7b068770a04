using System.CommandLine;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli;

/// <summary>The options that every command takes, and what they lead to.</summary>
internal sealed class CommandContext
{
    /// <summary>--url.</summary>
    public Option<string?> Url { get; } = new("--url") { Description = "The gateway's address (TOLLGATE_URL; default http://127.0.0.1:4000).", Recursive = true };

    /// <summary>--key.</summary>
    public Option<string?> Key { get; } = new("--key") { Description = "The key to sign in with (TOLLGATE_KEY; else `tollgate login`, else data/admin.key on this machine).", Recursive = true };

    /// <summary>--output, -o.</summary>
    public Option<OutputForm> Form { get; } = new("--format", "-o") { Description = "table, json or csv.", Recursive = true, DefaultValueFactory = _ => OutputForm.Table };

    /// <summary>--json.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "The same as --format json.", Recursive = true };

    /// <summary>--yes.</summary>
    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Do not ask before deleting or revoking.", Recursive = true };

    /// <summary>Connects to the gateway that the options name.</summary>
    public GatewayClient Connect(ParseResult words) => new(GatewayAddress.Find(words.GetValue(Url), words.GetValue(Key)));

    /// <summary>Prints in the form that the options name.</summary>
    public Printer Print(ParseResult words) =>
        new(words.GetValue(Json) ? OutputForm.Json : words.GetValue(Form), words.InvocationConfiguration.Output);

    /// <summary>Asks before something that cannot be undone; without a terminal it needs --yes.</summary>
    public void Confirm(ParseResult words, string question)
    {
        if (words.GetValue(Yes))
        {
            return;
        }

        if (Console.IsInputRedirected)
        {
            throw new CliFault(ExitCode.Usage, $"{question} Add --yes to do it without being asked.");
        }

        Console.Error.Write($"{question} [y/N] ");
        if (Console.ReadLine() is not ("y" or "Y" or "yes"))
        {
            throw new CliFault(ExitCode.Refused, "Nothing was changed.");
        }
    }
}
