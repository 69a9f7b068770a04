using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>What a member does with a key of the own, without an administrator: `tollgate keys templates | mint | mine | discard`.</summary>
internal static class MintCommands
{
    private static readonly ResourceWords Own = KeysCommand.Kind with { Path = "/api/me/keys", Command = "keys mine" };

    private static readonly Column[] TemplateColumns =
        [new("Name", "name"), new("Models", "models"), new("Keys", "live_keys", true), new("Of", "keys_per_member", true), new("Life (s)", "lifetime_seconds", true), new("For", "holders"), new("Id", "id")];

    /// <summary>`templates`.</summary>
    public static Command Templates(CommandContext context) =>
        ResourceCommands.Listing(context, new Command("templates", "List the templates that you may make keys within."), "/api/me/templates", TemplateColumns);

    /// <summary>`mine`.</summary>
    public static Command Mine(CommandContext context) => ResourceCommands.Listing(context, new Command("mine", "List the keys that you made within templates."), Own.Path, Own.Columns);

    /// <summary>`mint NAME --template NAME`.</summary>
    public static Command Mint(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The key's name." };
        var template = new Option<string>("--template") { Description = "The template; `tollgate keys templates` lists them.", Required = true };
        var models = new Option<string[]>("--models") { Description = "Only these of the template's models.", AllowMultipleArgumentsPerToken = true };
        var expires = new Option<string?>("--expires") { Description = "How long it lives, for example 8h; as long as the template allows when left out." };
        var budget = new Option<string[]>("--budget") { Description = "A budget of its own beside the template's, for example 1/day." };
        var command = new Command("mint", "Make a key within a template of your team; it is shown once.") { name, template, models, expires, budget };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["name"] = words.GetValue(name), ["template"] = words.GetValue(template) };
            body.PutList("models", (words.GetValue(models) ?? []).Select(pattern => JsonValue.Create(pattern)));
            body.PutList("budgets", (words.GetValue(budget) ?? []).Select(Amounts.Budget));
            if (words.GetValue(expires) is { } span)
            {
                body["expires_at"] = (TimeProvider.System.GetUtcNow() + Amounts.Span(span)).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
            }

            using var gateway = context.Connect(words);
            KeysCommand.PrintSecret(context.Print(words), await gateway.PostAsync(Own.Path, body, ct));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`discard NAME`.</summary>
    public static Command Discard(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The key's id or name." };
        var command = new Command("discard", "Revoke a key that you made within a template.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await ResourceCommands.FindAsync(gateway, Own, words.GetValue(id)!, ct);
            context.Confirm(words, $"Revoke key '{words.GetValue(id)}'?");
            await gateway.DeleteAsync($"{Own.Path}/{ResourceCommands.IdOf(found)}", ct);
            context.Print(words).Say($"Revoked key {words.GetValue(id)}.");
            return ExitCode.Ok;
        });
        return command;
    }
}
