using System.CommandLine;
using System.Globalization;
using Tollgate.Cli.Commands;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli;

/// <summary>The options that every command takes, and what they lead to.</summary>
internal sealed class CommandContext(Surroundings around)
{
    /// <summary>What is around.</summary>
    public Surroundings Around => around;

    /// <summary>--url.</summary>
    public Option<string?> Url { get; } = new("--url") { Description = "The gateway's address (TOLLGATE_URL; default http://127.0.0.1:4000).", Recursive = true };

    /// <summary>--key.</summary>
    public Option<string?> Key { get; } = new("--key") { Description = "The key to sign in with (TOLLGATE_KEY; else `tollgate login`, else data/admin.key on this machine).", Recursive = true };

    /// <summary>--output, -o.</summary>
    public Option<string> Form { get; } = new Option<string>("--format", "-o") { Description = "table, json or csv.", Recursive = true, DefaultValueFactory = _ => "table" }.Among("table", "json", "csv");

    /// <summary>--json.</summary>
    public Option<bool> Json { get; } = new("--json") { Description = "The same as --format json.", Recursive = true };

    /// <summary>--yes.</summary>
    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Do not ask before deleting or revoking.", Recursive = true };

    /// <summary>Connects to the gateway that the options name.</summary>
    public GatewayClient Connect(ParseResult words) => new(Address(words));

    /// <summary>The gateway that the options name, and the key.</summary>
    public GatewayAddress Address(ParseResult words) => GatewayAddress.Find(words.GetValue(Url), words.GetValue(Key), around);

    /// <summary>Prints in the form that the options name.</summary>
    public Printer Print(ParseResult words) =>
        new(words.GetValue(Json) ? OutputForm.Json : Enum.Parse<OutputForm>(words.GetValue(Form)!, ignoreCase: true), words.InvocationConfiguration.Output, Columns());

    private int? Columns() => int.TryParse(around.Variable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) && columns > 0 ? columns : null;

    /// <summary>Asks before something that cannot be undone; without a terminal it needs --yes.</summary>
    public void Confirm(ParseResult words, string question)
    {
        if (words.GetValue(Yes))
        {
            return;
        }

        if (!around.CanAsk)
        {
            throw new CliFault(ExitCode.Usage, $"{question} Add --yes to do it without being asked.");
        }

        words.InvocationConfiguration.Error.Write($"{question} [y/N] ");
        if (around.Input().ReadLine() is not ("y" or "Y" or "yes"))
        {
            throw new CliFault(ExitCode.Refused, "Nothing was changed.");
        }
    }

    /// <summary>Asks for a secret that no option gave.</summary>
    public async Task<string> AskAsync(ParseResult words, string what, CancellationToken ct)
    {
        await words.InvocationConfiguration.Error.WriteAsync($"{what}: ");
        return (await around.Input().ReadLineAsync(ct))?.Trim() is { Length: > 0 } secret ? secret : throw new CliFault(ExitCode.Usage, $"{what} was not given.");
    }

    /// <summary>The settings file that --config or TOLLGATE_CONFIG names.</summary>
    public string? Settings(string? option) => option ?? around.Variable("TOLLGATE_CONFIG");
}
