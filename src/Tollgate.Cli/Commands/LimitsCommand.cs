using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate limits`: list | get | create | delete.</summary>
internal sealed class LimitsCommand : ICliCommand
{
    private static readonly ResourceWords Kind = new("limits", "limit", "/api/limits",
        [new("Name", "name"), new("Scope", "scope"), new("Target", "target"), new("Unit", "unit"), new("Per", "per"), new("Limit", "limit", true), new("Used", "used", true), new("Origin", "origin"), new("Id", "id")])
    {
        MoreOption = "--ended",
        MoreMeaning = "Those of revoked and expired keys too.",
        MoreQuery = "?all=true",
    };

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new("limits", "Request, token and parallel limits: list, get, create, delete.")
        {
            ResourceCommands.List(context, Kind),
            ResourceCommands.Get(context, Kind),
            Create(context),
            ResourceCommands.Delete(context, Kind),
        };

    private static Command Create(CommandContext context)
    {
        var count = new Argument<string>("limit") { Description = "How many, for example 60 or 100k." };
        var unit = new Option<string>("--unit") { Description = "requests, tokens or parallel.", DefaultValueFactory = _ => "requests" }.Among("requests", "tokens", "parallel");
        var per = new Option<string>("--per") { Description = "minute, hour or day.", DefaultValueFactory = _ => "minute" }.Among("minute", "hour", "day");
        var scope = new Option<string>("--scope") { Description = "key, user, agent, team, template, organization, model, provider, tag or global.", DefaultValueFactory = _ => "organization" }
            .Among("key", "user", "agent", "team", "template", "organization", "model", "provider", "tag", "global");
        var each = new Option<string?>("--each") { Description = "user, agent, key, session or holder (of a key, user or agent): a counter for each of them." }.Among("user", "agent", "key", "session", "holder");
        var target = new Option<string?>("--target") { Description = "Which one of the scope: its id or name." };
        var command = new Command("create", "Make a limit.") { count, unit, per, scope, target, each };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["limit"] = Amounts.Count(words.GetValue(count)!), ["unit"] = words.GetValue(unit), ["scope"] = words.GetValue(scope) };
            if (words.GetValue(unit) != "parallel")
            {
                body["per"] = words.GetValue(per);
            }

            if (words.GetValue(each) is { } split)
            {
                body["each"] = split;
            }

            using var gateway = context.Connect(words);
            body["target"] = await TargetWords.ResolveAsync(gateway, words.GetValue(scope)!, words.GetValue(target), ct);
            context.Print(words).Item(await gateway.PostAsync(Kind.Path, body, ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }
}
