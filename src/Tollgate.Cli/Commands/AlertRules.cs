using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate alerts rules`: list | get | create | delete.</summary>
internal static class AlertRules
{
    private static readonly ResourceWords Kind = new("rules", "rule", "/api/alerts/rules",
        [
            new("Name", "name"), new("Kind", "kind"), new("Each", "each"), new("Only", "target"), new("Threshold", "threshold", true), new("Over min", "over_minutes", true),
            new("Quiet min", "cool_down_minutes", true), new("Severity", "severity"), new("On", "enabled"), new("Origin", "origin"), new("Id", "id"),
        ])
    {
        Command = "alerts rules",
    };

    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context) =>
        new("rules", "What is watched beside budgets: spend spikes, error rates, agents that go quiet.")
        {
            ResourceCommands.List(context, Kind),
            ResourceCommands.Get(context, Kind),
            Create(context),
            ResourceCommands.Delete(context, Kind),
        };

    private static Command Create(CommandContext context)
    {
        var kind = new Argument<string>("kind") { Description = "cost_spike, error_rate or agent_inactive." };
        var name = new Option<string?>("--name") { Description = "Its name." };
        var each = new Option<string?>("--each") { Description = "organization, team, agent, key, provider or model." };
        var target = new Option<string?>("--target") { Description = "Only this one." };
        var threshold = new Option<decimal?>("--threshold") { Description = "Times the usual spend (3), or percent of failed calls (10)." };
        var over = new Option<string?>("--over") { Description = "The time that is looked at, for example 5m or 24h." };
        var calls = new Option<long?>("--least-calls") { Description = "With fewer calls an error rate says nothing (20)." };
        var money = new Option<string?>("--least") { Description = "With fewer dollars a spike does not matter (1.00)." };
        var quiet = new Option<string?>("--cool-down") { Description = "How long it is quiet after somebody was told, for example 60m." };
        var severity = new Option<string?>("--severity") { Description = "info, warning or critical." };
        var command = new Command("create", "Make a rule.") { kind, name, each, target, threshold, over, calls, money, quiet, severity };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject { ["kind"] = words.GetValue(kind) };
            body.Put("name", words.GetValue(name));
            body.Put("each", words.GetValue(each));
            body.Put("target", words.GetValue(target));
            body.Put("threshold", words.GetValue(threshold));
            body.Put("over_minutes", Minutes(words.GetValue(over)));
            body.Put("least_calls", words.GetValue(calls));
            body.Put("least_usd", words.GetValue(money));
            body.Put("cool_down_minutes", Minutes(words.GetValue(quiet)));
            body.Put("severity", words.GetValue(severity));
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(Kind.Path, body, ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static int? Minutes(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var minutes = Amounts.Span(text).TotalMinutes;
        return minutes == Math.Floor(minutes)
            ? (int)minutes
            : throw new CliFault(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a whole number of minutes."));
    }
}
