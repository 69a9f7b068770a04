using System.CommandLine;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate teams templates`: what the members of a team may make keys within.</summary>
internal static class TemplateCommands
{
    /// <summary>Templates, as the API knows them.</summary>
    public static ResourceWords Kind { get; } = new("templates", "template", "/api/key-templates",
        [new("Name", "name"), new("Team", "team"), new("Models", "models"), new("Keys per member", "keys_per_member", true), new("Live keys", "live_keys", true), new("Life (s)", "lifetime_seconds", true), new("For", "holders"), new("Id", "id")])
    {
        Command = "teams templates",
    };

    /// <summary>The command with its verbs.</summary>
    public static Command Build(CommandContext context) => new("templates", "What members of a team may make keys within: list, get, create, change, delete.")
    {
        ResourceCommands.List(context, Kind),
        ResourceCommands.Get(context, Kind),
        Create(context),
        Change(context),
        Delete(context),
    };

    private static Command Create(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The template's name." };
        var team = new Option<string?>("--team") { Description = "The team whose members use it; default when left out." };
        var budget = new Option<string[]>("--budget") { Description = "What each member may spend with all keys of it together, for example 5/day; several are allowed." };
        var rpm = new Option<string?>("--rpm") { Description = "Requests a minute, of each member." };
        var tpm = new Option<string?>("--tpm") { Description = "Tokens a minute, of each member." };
        var parallel = new Option<string?>("--parallel") { Description = "Calls at the same time, of each member." };
        var caps = new TemplateCaps();
        var command = new Command("create", "Make a template.") { name, team, budget, rpm, tpm, parallel };
        caps.AddTo(command);
        command.SetAction(async (words, ct) =>
        {
            var body = caps.Read(words);
            body["name"] = words.GetValue(name);
            if (words.GetValue(team) is { } named)
            {
                body["team"] = named;
            }

            body.PutList("budgets", (words.GetValue(budget) ?? []).Select(Amounts.Budget));
            body.PutList("limits", KeysCommand.Limits(words.GetValue(rpm), words.GetValue(tpm), words.GetValue(parallel)));
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(Kind.Path, body, ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Change(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The template's id or name." };
        var caps = new TemplateCaps();
        var command = new Command("change", "Change a template; its keys have no more than it from now on. Its budgets and limits are changed as budgets and limits.") { id };
        caps.AddTo(command);
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await ResourceCommands.FindAsync(gateway, Kind, words.GetValue(id)!, ct);
            context.Print(words).Item(await gateway.SendAsync(HttpMethod.Patch, $"{Kind.Path}/{ResourceCommands.IdOf(found)}", caps.Read(words), ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Delete(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The template's id or name." };
        var revoke = new Option<bool>("--revoke-keys") { Description = "Revoke the keys that were made within it." };
        var command = new Command("delete", "Delete a template.") { id, revoke };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await ResourceCommands.FindAsync(gateway, Kind, words.GetValue(id)!, ct);
            context.Confirm(words, $"Delete template '{words.GetValue(id)}'{(words.GetValue(revoke) ? " and revoke its keys" : "")}?");
            await gateway.DeleteAsync($"{Kind.Path}/{ResourceCommands.IdOf(found)}{(words.GetValue(revoke) ? "?revoke=true" : "")}", ct);
            context.Print(words).Say($"Deleted template {words.GetValue(id)}.");
            return ExitCode.Ok;
        });
        return command;
    }
}
