using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate teams`: list | get | create | change | delete, and their key templates.</summary>
internal sealed class TeamsCommand : ICliCommand
{
    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var teams = PlainResourceCommand.Teams.Build(context);
        teams.Description = "The teams: list, get, create, change, delete; templates of the keys that their members make.";
        teams.Subcommands.Insert(teams.Subcommands.Count - 1, Change(context));
        teams.Subcommands.Add(TemplateCommands.Build(context));
        return teams;
    }

    private static Command Change(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The team's id or name." };
        var name = new Option<string?>("--name") { Description = "Another name." };
        var tags = new Option<string[]>("--required-tags") { Description = "Tags that its calls must bear, for example cost-center project.", AllowMultipleArgumentsPerToken = true };
        var none = new Option<bool>("--no-required-tags") { Description = "Require none any more." };
        var missing = new Option<string?>("--on-missing-tags") { Description = "What happens to a call without one: refuse it, or flag its lines." }.Among("refuse", "flag");
        var command = new Command("change", "Change a team: its name, the tags that its calls must bear.") { id, name, tags, none, missing };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject();
            body.Put("name", words.GetValue(name));
            body.PutList("required_tags", (words.GetValue(tags) ?? []).Select(tag => JsonValue.Create(tag)));
            body.Put("on_missing_tags", words.GetValue(missing));
            if (words.GetValue(none))
            {
                body["required_tags"] = body.ContainsKey("required_tags") ? throw new CliFault(ExitCode.Usage, "--required-tags and --no-required-tags exclude each other.") : new JsonArray();
            }

            using var gateway = context.Connect(words);
            var kind = PlainResourceCommand.TeamWords;
            var found = await ResourceCommands.FindAsync(gateway, kind, words.GetValue(id)!, ct);
            context.Print(words).Item(await gateway.SendAsync(HttpMethod.Patch, $"{kind.Path}/{ResourceCommands.IdOf(found)}", body, ct), kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }
}
