using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate keys`: list | get | create | delete | rotate, and what members do by themselves.</summary>
internal sealed class KeysCommand : ICliCommand
{
    /// <summary>Keys, as the API knows them.</summary>
    public static ResourceWords Kind { get; } = new("keys", "key", "/api/keys",
        [new("Name", "name"), new("Key", "label"), new("Status", "status"), new("Role", "role"), new("Principal", "principal"), new("Team", "team"), new("Models", "models"), new("Expires", "expires_at"), new("Last used", "last_used_at"), new("Id", "id")])
    {
        DeleteVerb = "revoke",
        MoreOption = "--ended",
        MoreMeaning = "Revoked and expired keys too.",
        MoreQuery = "?all=true",
    };

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new("keys", "Gateway keys: list, get, create, delete (revoke), rotate; and a member's own: templates, mint, mine, discard.")
        {
            ResourceCommands.List(context, Kind),
            ResourceCommands.Get(context, Kind),
            Create(context),
            ResourceCommands.Delete(context, Kind),
            Rotate(context),
            MintCommands.Templates(context),
            MintCommands.Mint(context),
            MintCommands.Mine(context),
            MintCommands.Discard(context),
        };

    /// <summary>The id of a key, ended ones too: calls outlive their keys.</summary>
    public static async Task<string> IdAsync(GatewayClient gateway, string idOrName, CancellationToken ct) => Guid.TryParse(idOrName, out _)
        ? ResourceCommands.IdOf(await gateway.GetAsync($"{Kind.Path}/{idOrName}", ct))
        : ResourceCommands.IdOf(await ResourceCommands.FindAsync(gateway, Kind with { Path = Kind.Path + Kind.MoreQuery, Command = $"{Kind.Command} list {Kind.MoreOption}" }, idOrName, ct));

    private static Command Create(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The key's name." };
        var budget = new Option<string[]>("--budget") { Description = "A hard budget, for example 5/day; 5/day:notional counts calls that the client's own subscription pays, :all both, 5/day:soft only warns. Several are allowed." };
        var rpm = new Option<string?>("--rpm") { Description = "Requests a minute, for example 60." };
        var tpm = new Option<string?>("--tpm") { Description = "Tokens a minute, for example 100k." };
        var parallel = new Option<string?>("--parallel") { Description = "Calls at the same time." };
        var models = new Option<string[]>("--models") { Description = "Patterns of models it may call, for example 'claude-*'.", AllowMultipleArgumentsPerToken = true };
        var expires = new Option<string?>("--expires") { Description = "How long it lives, for example 8h." };
        var principal = new Option<string?>("--principal") { Description = "The user or agent it belongs to; made as an agent when unknown." };
        var team = new Option<string?>("--team") { Description = "The team its calls count for." };
        var role = new Option<string?>("--role") { Description = "caller (default), viewer or admin." }.Among("caller", "viewer", "admin");
        var command = new Command("create", "Make a key; it is shown once.") { name, budget, rpm, tpm, parallel, models, expires, principal, team, role };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["name"] = words.GetValue(name) };
            body.Put("principal", words.GetValue(principal));
            body.Put("team", words.GetValue(team));
            body.Put("role", words.GetValue(role));
            body.PutList("budgets", (words.GetValue(budget) ?? []).Select(Amounts.Budget));
            body.PutList("models", (words.GetValue(models) ?? []).Select(pattern => JsonValue.Create(pattern)));
            body.PutList("limits", Limits(words.GetValue(rpm), words.GetValue(tpm), words.GetValue(parallel)));
            if (words.GetValue(expires) is { } span)
            {
                body["expires_at"] = (TimeProvider.System.GetUtcNow() + Amounts.Span(span)).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            }

            using var gateway = context.Connect(words);
            PrintSecret(context.Print(words), await gateway.PostAsync(Kind.Path, body, ct));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Rotate(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The key's id or name." };
        var overlap = new Option<string>("--overlap") { Description = "How long the old secret goes on working.", DefaultValueFactory = _ => "24h" };
        var command = new Command("rotate", "Give a key a new secret; the old one works on for a while.") { id, overlap };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await ResourceCommands.FindAsync(gateway, Kind, words.GetValue(id)!, ct);
            PrintSecret(context.Print(words), await gateway.PostAsync($"{Kind.Path}/{ResourceCommands.IdOf(found)}/rotate", new JsonObject { ["overlap"] = words.GetValue(overlap) }, ct));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The limits that three options ask for.</summary>
    public static IEnumerable<JsonNode> Limits(string? rpm, string? tpm, string? parallel)
    {
        if (rpm is not null)
        {
            yield return new JsonObject { ["unit"] = "requests", ["per"] = "minute", ["limit"] = Amounts.Count(rpm) };
        }

        if (tpm is not null)
        {
            yield return new JsonObject { ["unit"] = "tokens", ["per"] = "minute", ["limit"] = Amounts.Count(tpm) };
        }

        if (parallel is not null)
        {
            yield return new JsonObject { ["unit"] = "parallel", ["limit"] = Amounts.Count(parallel) };
        }
    }

    /// <summary>Prints a key with its secret.</summary>
    public static void PrintSecret(Printer printer, JsonNode key)
    {
        if (printer.Form != OutputForm.Table)
        {
            printer.Item(key, [.. Kind.Columns, new Column("Secret", "key")]);
            return;
        }

        printer.Item(key, Kind.Columns);
        printer.Say(string.Empty);
        printer.Say($"  {key["key"]?.GetValue<string>()}");
        printer.Say(string.Empty);
        printer.Say("Shown once. Use it as the API key of any OpenAI, Anthropic or Gemini client, with the gateway as base URL.");
    }
}
