using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate alerts`: list | show | ack | test | rules | channels.</summary>
internal sealed class AlertsCommand : ICliCommand
{
    private static readonly Column[] Columns =
        [new("Raised", "raised_at"), new("Severity", "severity"), new("Kind", "kind"), new("Alert", "title"), new("State", "state"), new("By", "acknowledged_by"), new("Id", "id")];

    private static readonly Column[] DeliveryColumns =
        [new("Notice", "notice"), new("Channel", "channel"), new("State", "state"), new("Attempts", "attempts", true), new("Arrived", "ended_at"), new("Next", "next_at"), new("Error", "error")];

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new("alerts", "Alerts: list, show, ack, test; their rules and channels.")
        {
            List(context),
            Show(context),
            Acknowledge(context),
            Test(context),
            AlertRules.Build(context),
            AlertChannels.Build(context),
        };

    private static Command List(CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "Also those that are over." };
        var kind = new Option<string?>("--kind") { Description = "Only this kind, for example budget_breach." };
        var limit = new Option<int>("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
        var command = new Command("list", "List the alerts that are not over.") { all, kind, limit };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var asked = words.GetValue(kind) is { } one ? $"&kind={Uri.EscapeDataString(one)}" : "";
            var page = await gateway.ListAsync($"/api/alerts?state={(words.GetValue(all) ? "all" : "open")}{asked}", words.GetValue(limit), ct);
            context.Print(words).List(page, Columns);
            if (page["next"] is not null)
            {
                await words.InvocationConfiguration.Error.WriteLineAsync($"The newest {words.GetValue(limit)} are shown and more follow: --limit shows more.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The alert's id." };
        var command = new Command("show", "Show an alert, and whether its notices arrived.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var alert = await gateway.GetAsync($"/api/alerts/{Uri.EscapeDataString(words.GetValue(id)!)}", ct);
            var print = context.Print(words);
            print.Item(alert, Columns);
            if (print.Form == OutputForm.Table)
            {
                print.List(new JsonObject { ["items"] = alert["deliveries"]?.DeepClone() ?? new JsonArray() }, DeliveryColumns);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Acknowledge(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The alert's id." };
        var command = new Command("ack", "Take an alert on: it is not reminded of any more.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync($"/api/alerts/{Uri.EscapeDataString(words.GetValue(id)!)}/acknowledge", null, ct), Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Test(CommandContext context)
    {
        var id = new Argument<string>("channel") { Description = "The channel's id or name." };
        var command = new Command("test", "Send a test notice to a channel.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var found = await ResourceCommands.FindAsync(gateway, AlertChannels.Kind, words.GetValue(id)!, ct);
            var result = await gateway.PostAsync($"{AlertChannels.Kind.Path}/{ResourceCommands.IdOf(found)}/test", null, ct);
            context.Print(words).Item(result, [new Column("Notice", "notice_id"), new Column("Arrived", "is_delivered"), new Column("Error", "error")]);
            return result["is_delivered"]?.GetValue<bool>() == true ? ExitCode.Ok : ExitCode.Refused;
        });
        return command;
    }
}
