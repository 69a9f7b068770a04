using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate guards`: status | list | get | create | delete | canaries | custom | indicators | external | events | quarantines | release.</summary>
internal sealed class GuardsCommand : ICliCommand
{
    private static readonly ResourceWords Kind = new("guards", "rule", "/api/guards",
        [new("Name", "name"), new("Scope", "scope"), new("Target", "target"), new("Level", "level"), new("Action", "action"), new("From", "min_severity"), new("Origin", "origin"), new("Id", "id")]);

    private static readonly Column[] EventColumns =
        [new("At", "at"), new("Threat", "threat"), new("Rule", "rule"), new("Severity", "severity"), new("Source", "source"), new("Place", "place"), new("Done", "action"), new("Key", "key"), new("Call", "request_id")];

    private static readonly Column[] QuarantineColumns =
        [new("Key", "key"), new("Session", "session"), new("Rule", "rule"), new("Since", "began_at"), new("Until", "ends_at"), new("Call", "request_id"), new("Id", "id")];

    /// <inheritdoc/>
    public Command Build(CommandContext context) =>
        new("guards", "Guards: how they stand, their rules, what they found, whom they shut out.")
        {
            Status(context),
            ResourceCommands.List(context, Kind),
            ResourceCommands.Get(context, Kind),
            Create(context),
            ResourceCommands.Delete(context, Kind),
            GuardItemCommands.Canaries(context),
            GuardItemCommands.Custom(context),
            GuardItemCommands.Indicators(context),
            ExternalGuardCommands.Build(context),
            ResourceCommands.Listing(context, new Command("events", "What the guards found, newest first."), "/api/guards/events", EventColumns),
            ResourceCommands.Listing(context, new Command("quarantines", "Keys and sessions that are shut out."), "/api/guards/quarantines", QuarantineColumns),
            Release(context),
        };

    private static Command Status(CommandContext context)
    {
        var command = new Command("status", "How far the guards go, and what they found in the last day.");
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var status = await gateway.GetAsync("/api/security/status", ct);
            context.Print(words).Item(status, [new("On failure", "on_failure"), new("Quarantined", "quarantined", true), new("Levels", "levels"), new("Last day", "last_day")]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Create(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The new rule's name." };
        var level = new Option<string>("--level") { Description = "off, monitor, warn or enforce.", DefaultValueFactory = _ => "enforce" }.Among("off", "monitor", "warn", "enforce");
        var action = new Option<string>("--action") { Description = "What is done when guards enforce.", DefaultValueFactory = _ => "block" }.Among("log", "alert", "warn", "redact", "block", "quarantine", "kill");
        var threats = new Option<string[]>("--threat") { Description = "credential_exposure, pii_exposure, prompt_injection, runaway_loop, tool_abuse, exfiltration, custom_rule, threat_indicator, external_guard, anomaly; all without any." };
        var sources = new Option<string[]>("--source") { Description = "user, tool, system, file, model; all without any." };
        var severity = new Option<string>("--min-severity") { Description = "Findings below this are only recorded.", DefaultValueFactory = _ => "high" }.Among("info", "low", "medium", "high", "critical");
        var restore = new Option<bool>("--restore") { Description = "Put what was redacted in a request back where its name comes in the answer." };
        var same = new Option<int?>("--same-calls") { Description = "So many identical calls within the time are a loop." };
        var errors = new Option<int?>("--errors") { Description = "So many failed calls in a row within the time are a loop." };
        var spend = new Option<string?>("--spend") { Description = "More dollars than this within the time are a loop." };
        var within = new Option<int?>("--within") { Description = "The time in which calls are a loop, in seconds." };
        var scope = new Option<string>("--scope") { Description = "organization, team, user, agent or key.", DefaultValueFactory = _ => "organization" }.Among("organization", "team", "user", "agent", "key");
        var target = new Option<string?>("--target") { Description = "Which one of the scope: its id or name." };
        var details = new GuardDetailOptions();
        var command = new Command("create", "Make a rule; it is in force at once.") { name, level, action, threats, sources, severity, restore, same, errors, spend, within, scope, target };
        details.AddTo(command);
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject
            {
                ["name"] = words.GetValue(name), ["level"] = words.GetValue(level), ["action"] = words.GetValue(action), ["min_severity"] = words.GetValue(severity),
                ["restore"] = words.GetValue(restore), ["scope"] = words.GetValue(scope), ["threats"] = Texts(words.GetValue(threats)), ["sources"] = Texts(words.GetValue(sources)),
            };
            body.Put("same_calls", JsonOf(words.GetValue(same)));
            body.Put("errors", JsonOf(words.GetValue(errors)));
            body.Put("spend", words.GetValue(spend));
            body.Put("within_seconds", JsonOf(words.GetValue(within)));
            details.Put(words, body);
            if (words.GetValue(target) is { } which)
            {
                body["target"] = which;
            }

            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(Kind.Path, body, ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Release(CommandContext context)
    {
        var id = new Argument<string>("id") { Description = "The quarantine's id." };
        var command = new Command("release", "Let a key or session call again.") { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            await gateway.DeleteAsync($"/api/guards/quarantines/{Uri.EscapeDataString(words.GetValue(id)!)}", ct);
            context.Print(words).Say($"Released {words.GetValue(id)}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static JsonValue? JsonOf(int? number) => number is { } given ? JsonValue.Create(given) : null;

    private static JsonArray Texts(string[]? words) => [.. (words ?? []).Select(word => JsonValue.Create(word))];
}
