using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>list | get | delete of any kind of item; items are named by id or by name.</summary>
internal static class ResourceCommands
{
    /// <summary>`list`.</summary>
    public static Command List(CommandContext context, ResourceWords kind)
    {
        var command = new Command("list", $"List the {kind.Word}.");
        if (kind.MoreOption is not { } word)
        {
            return Listing(context, command, kind.Path, kind.Columns);
        }

        var more = new Option<bool>(word) { Description = kind.MoreMeaning };
        Listing(context, command, words => words.GetValue(more) ? kind.Path + kind.MoreQuery : kind.Path, kind.Columns).Options.Add(more);
        return command;
    }

    /// <summary>A command that prints a list of the API.</summary>
    public static Command Listing(CommandContext context, Command command, string path, IReadOnlyList<Column> columns) => Listing(context, command, _ => path, columns);

    private static Command Listing(CommandContext context, Command command, Func<ParseResult, string> path, IReadOnlyList<Column> columns)
    {
        var length = new ListLength();
        length.AddTo(command);
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            await length.PrintAsync(context, words, gateway, path(words), columns, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`get ID|NAME`.</summary>
    public static Command Get(CommandContext context, ResourceWords kind)
    {
        var id = new Argument<string>("id") { Description = $"The {kind.One}'s id, the beginning of it, or its name." };
        var command = new Command("get", $"Show one {kind.One}.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await FindAsync(gateway, kind, words.GetValue(id)!, ct);
            context.Print(words).Item(await gateway.GetAsync($"{kind.Path}/{IdOf(found)}", ct), kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`delete ID|NAME`.</summary>
    public static Command Delete(CommandContext context, ResourceWords kind)
    {
        var id = new Argument<string>("id") { Description = $"The {kind.One}'s id or name." };
        var command = new Command("delete", $"{Capital(kind.DeleteVerb)} {(kind.One[0] is 'a' or 'o' ? "an" : "a")} {kind.One}.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await FindAsync(gateway, kind, words.GetValue(id)!, ct);
            context.Confirm(words, $"{Capital(kind.DeleteVerb)} {kind.One} '{found["name"]?.GetValue<string>() ?? IdOf(found)}'?");
            await gateway.DeleteAsync($"{kind.Path}/{IdOf(found)}", ct);
            context.Print(words).Say($"{Capital(kind.DeleteVerb)}d {kind.One} {words.GetValue(id)}.");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`create NAME` for kinds that need nothing else.</summary>
    public static Command Create(CommandContext context, ResourceWords kind)
    {
        var name = new Argument<string>("name") { Description = $"The new {kind.One}'s name." };
        var command = new Command("create", $"Make {(kind.One[0] is 'a' or 'o' ? "an" : "a")} {kind.One}.") { name };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(kind.Path, new JsonObject { ["name"] = words.GetValue(name) }, ct), kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The item of an id or a name.</summary>
    public static async Task<JsonNode> FindAsync(GatewayClient gateway, ResourceWords kind, string idOrName, CancellationToken ct)
    {
        if (Guid.TryParse(idOrName, out _))
        {
            return new JsonObject { ["id"] = idOrName };
        }

        var all = (await gateway.ListAsync(kind.Path, int.MaxValue, ct))["items"]!.AsArray();
        if (all.FirstOrDefault(item => NameOf(item) == idOrName) is { } found)
        {
            return found;
        }

        var begun = IdText.IsBeginning(idOrName) ? all.Where(item => IdOf(item!).StartsWith(idOrName, StringComparison.OrdinalIgnoreCase)).ToList() : [];
        return begun.Count switch
        {
            1 => begun[0]!,
            0 => throw new CliFault(ExitCode.NotFound, $"There is no {kind.One} '{idOrName}'.{NearWord.Hint(idOrName, all.Select(NameOf))} `{Program.Word} {kind.Command} list` shows them."),
            _ => throw new CliFault(ExitCode.Usage, $"{begun.Count} {kind.Word} have an id that begins with '{idOrName}': {string.Join(", ", begun.Take(5).Select(item => IdOf(item!)))}. Give more of it."),
        };
    }

    private static string? NameOf(JsonNode? item) => item?["name"]?.GetValue<string>();

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>The id of an item.</summary>
    public static string IdOf(JsonNode item) => item["id"]!.GetValue<string>();
}
