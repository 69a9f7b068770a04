using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate models diff` and `tollgate models update`: catalogues in a file with a detached signature.</summary>
internal static class CatalogFiles
{
    private static readonly Column[] Columns =
    [
        new("Provider", "provider"), new("Model", "id"), new("Change", "change"), new("Price", "price"), new("Before", "before", true), new("After", "after", true),
    ];

    /// <summary>`diff`: between two days, or what a file would change.</summary>
    public static Command Diff(CommandContext context)
    {
        var file = new Argument<string?>("file") { Description = "A catalogue that was not installed yet: what it would change.", Arity = ArgumentArity.ZeroOrOne };
        var signature = Signature();
        var from = new Option<string?>("--from") { Description = "The prices of this day …" };
        var to = new Option<string?>("--to") { Description = "… against those of this one; today when left out." };
        var command = new Command("diff", "How prices differ between two days, or what a catalogue file would change.") { file, signature, from, to };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            if (words.GetValue(file) is { } path)
            {
                return await SendAsync(context, words, gateway, path, words.GetValue(signature), "/api/catalog?trial=true", ct);
            }

            if (words.GetValue(from) is not { } day)
            {
                throw new CliFault(ExitCode.Usage, "Name a file, or a day with --from 2026-08-01.");
            }

            var query = $"?from={Uri.EscapeDataString(Moments.Read(day))}{(words.GetValue(to) is { } end ? $"&to={Uri.EscapeDataString(Moments.Read(end))}" : "")}";
            context.Print(words).List(await gateway.GetAsync($"/api/catalog/changes{query}", ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`update`: installs a file, or goes back.</summary>
    public static Command Update(CommandContext context)
    {
        var file = new Argument<string?>("file") { Description = "The catalogue.", Arity = ArgumentArity.ZeroOrOne };
        var signature = Signature();
        var back = new Option<bool>("--built-in") { Description = "Go back to the catalogue that the program brought along." };
        var command = new Command("update", "Install a signed price catalogue; one that is not whole, not signed or not newer changes nothing.") { file, signature, back };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            if (words.GetValue(back))
            {
                await gateway.DeleteAsync("/api/catalog", ct);
                context.Print(words).Say("The built-in catalogue is in force.");
                return ExitCode.Ok;
            }

            var path = words.GetValue(file) ?? throw new CliFault(ExitCode.Usage, "Name the catalogue's file, or --built-in.");
            return await SendAsync(context, words, gateway, path, words.GetValue(signature), "/api/catalog", ct);
        });
        return command;
    }

    private static Option<string?> Signature() => new("--signature") { Description = "Its detached signature; FILE.sig when left out." };

    private static async Task<int> SendAsync(CommandContext context, ParseResult words, Connection.GatewayClient gateway, string path, string? signature, string route, CancellationToken ct)
    {
        var changes = await gateway.PostFileAsync(route, await ReadAsync(path, ct), await ReadAsync(signature ?? path + ".sig", ct), ct);
        var printer = context.Print(words);
        printer.List(changes, Columns);
        printer.Say($"{Text(changes["previous"])} → {Text(changes["version"])}: {Text(changes["changes"])} differences{(changes["installed"]?.GetValue<bool>() == true ? ", in force now" : "")}.");
        return ExitCode.Ok;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CliFault(ExitCode.Usage, $"{path} cannot be read: {fault.Message}");
        }
    }

    private static string Text(JsonNode? value) => value?.ToString() ?? "";
}
