using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate alerts channels`: list | get | create | delete.</summary>
internal static class AlertChannels
{
    /// <summary>What list, get and delete need to know.</summary>
    public static ResourceWords Kind { get; } = new("channels", "channel", "/api/alerts/channels",
        [
            new("Name", "name"), new("Kind", "kind"), new("Address", "address"), new("From severity", "severity"), new("Kinds", "kinds"), new("On", "enabled"), new("Origin", "origin"),
            new("Secret (shown once)", "secret"), new("Id", "id"),
        ])
    {
        Command = "alerts channels",
    };

    private static ResourceWords Listed => Kind with { Columns = [.. Kind.Columns.Where(column => column.Path != "secret")] };

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context) =>
        new("channels", "Where notices go: webhook, slack, discord, email.")
        {
            ResourceCommands.List(context, Listed),
            ResourceCommands.Get(context, Listed),
            Create(context),
            ResourceCommands.Delete(context, Kind),
        };

    private static Command Create(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "Its name." };
        var kind = new Option<string>("--kind") { Description = "webhook, slack, discord or email.", DefaultValueFactory = _ => "webhook" };
        var url = new Option<string?>("--to-url") { Description = "Where it is; not for email. Never shown again." };
        var secret = new Option<string?>("--secret") { Description = "What a webhook's notices are signed with; one is made and shown once when left out." };
        var recipients = new Option<string[]>("--to") { Description = "Whom mail goes to; several times for several." };
        var severity = new Option<string>("--severity") { Description = "Alerts below this are not sent: info, warning or critical.", DefaultValueFactory = _ => "info" };
        var kinds = new Option<string[]>("--only") { Description = "Only alerts of this kind; several times for several." };
        var command = new Command("create", "Make a channel.") { name, kind, url, secret, recipients, severity, kinds };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["name"] = words.GetValue(name), ["kind"] = words.GetValue(kind), ["severity"] = words.GetValue(severity) };
            foreach (var (field, text) in ((string, string?)[])[("url", words.GetValue(url)), ("secret", words.GetValue(secret))])
            {
                if (text is not null)
                {
                    body[field] = text;
                }
            }

            foreach (var (field, texts) in ((string, string[]?)[])[("to", words.GetValue(recipients)), ("kinds", words.GetValue(kinds))])
            {
                if (texts is { Length: > 0 })
                {
                    body[field] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
                }
            }

            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(Kind.Path, body, ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }
}
