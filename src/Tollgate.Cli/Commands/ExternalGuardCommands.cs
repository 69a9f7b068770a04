using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate guards external`: guards outside of the gateway that calls are shown to.</summary>
internal static class ExternalGuardCommands
{
    private static readonly ResourceWords Kind = new("external guards", "external guard", "/api/guards/external",
        [new("Name", "name"), new("Host", "host"), new("Format", "format"), new("Requests", "requests"), new("Answers", "answers"), new("Deadline", "deadline_ms", true), new("On failure", "on_failure"), new("Level", "level"), new("Id", "id")])
    {
        Command = "guards external",
    };

    /// <summary>`guards external`: list | create | get | delete.</summary>
    public static Command Build(CommandContext context) => new("external", "Guards outside of the gateway that requests and whole answers are shown to.")
    {
        ResourceCommands.List(context, Kind),
        Create(context),
        ResourceCommands.Get(context, Kind),
        ResourceCommands.Delete(context, Kind),
    };

    private static Command Create(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "The new guard's name, which findings show." };
        var url = new Argument<string>("url") { Description = "Where it is asked." };
        var format = new Option<string>("--format") { Description = "How it is asked: as OpenAI's moderations or as Presidio's analyser.", DefaultValueFactory = _ => "openai_moderation" }.Among("openai_moderation", "presidio");
        var authorization = new Option<string?>("--authorization") { Description = "The value of the Authorization header that it is sent; `-` reads it from standard input." };
        var answers = new Option<bool>("--answers") { Description = "Show it whole answers too." };
        var kinds = new Option<string[]>("--kind") { Description = "A category or entity that counts; all without any." };
        var threshold = new Option<double?>("--threshold") { Description = "From which score on they count; 0.5 without it." };
        var deadline = new Option<int?>("--deadline-ms") { Description = "How long it may take; 500 without it." };
        var failure = new Option<string>("--on-failure") { Description = "What becomes of a call that it did not judge.", DefaultValueFactory = _ => "allow" }.Among("allow", "block");
        var level = new Option<string?>("--level") { Description = "off, monitor, warn or enforce; without it what holds for the threat external_guard." };
        var action = new Option<string?>("--action") { Description = "log, alert, warn, redact, block, quarantine or kill." };
        var command = new Command("create", "Have calls shown to a guard outside.") { name, url, format, authorization, answers, kinds, threshold, deadline, failure, level, action };
        command.SetAction(async (words, ct) =>
        {
            var body = new JsonObject
            {
                ["name"] = words.GetValue(name), ["url"] = words.GetValue(url), ["format"] = words.GetValue(format), ["answers"] = words.GetValue(answers),
                ["on_failure"] = words.GetValue(failure), ["kinds"] = new JsonArray([.. (words.GetValue(kinds) ?? []).Select(kind => JsonValue.Create(kind))]),
            };
            body.Put("threshold", words.GetValue(threshold) is { } score ? JsonValue.Create(score) : null);
            body.Put("deadline_ms", words.GetValue(deadline) is { } time ? JsonValue.Create(time) : null);
            body.Put("level", words.GetValue(level));
            body.Put("action", words.GetValue(action));
            body.Put("authorization", words.GetValue(authorization) is "-" ? (await context.Around.Input().ReadToEndAsync(ct)).Trim() : words.GetValue(authorization));
            using var gateway = context.Connect(words);
            context.Print(words).Item(await gateway.PostAsync(Kind.Path, body, ct), Kind.Columns);
            return ExitCode.Ok;
        });
        return command;
    }
}
