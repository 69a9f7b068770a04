using System.CommandLine;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>`tollgate calls [--follow] [--refused]`, `tollgate calls get ID`, `tollgate calls why ID`.</summary>
internal sealed class CallsCommand : ICliCommand
{
    private static readonly Column[] Columns =
    [
        new("Time", "started_at"), new("Key", "key"), new("Agent", "agent"), new("Model", "model_asked"), new("Result", "result"), new("Status", "status", true), new("In", "input_tokens", true),
        new("Out", "output_tokens", true), new("Cost $", "cost_usd", true), new("ms", "duration_ms", true), new("Why refused", "refusal.code"), new("Id", "request_id"),
    ];

    private static readonly Column[] Details =
    [
        new("Id", "request_id"), new("Time", "started_at"), new("Key", "key"), new("Team", "team"), new("Agent", "agent"), new("Session", "session"), new("Route", "route"), new("Model asked", "model_asked"),
        new("Model served", "model"), new("Provider", "provider"), new("Result", "result"), new("Status", "status"), new("Input tokens", "input_tokens"), new("Output tokens", "output_tokens"), new("Cost $", "cost_usd"),
        new("Uncertain $", "uncertain_usd"), new("Flags", "flags"), new("Duration ms", "duration_ms"),
        new("Attempts", "attempts.result"), new("Worst case $", "attempts.bound_usd"),
    ];

    private static readonly Column[] Reasons =
    [
        new("Refused", "refusal.code"), new("At step", "refusal.step"), new("Rule", "refusal.rule"), new("Because", "refusal.message"), new("Limit $", "refusal.limit_usd"), new("Settled $", "refusal.settled_usd"),
        new("Reserved $", "refusal.reserved_usd"), new("Asked $", "refusal.asked_usd"), new("Renews", "refusal.resets_at"), new("What helps", "refusal.help"), new("Whom to ask", "refusal.contact"),
    ];

    /// <inheritdoc/>
    public Command Build(CommandContext context)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on printing calls as they happen." };
        var refused = new Option<bool>("--refused") { Description = "Only refusals." };
        var length = new ListLength(fallback: 50);
        var key = new Option<string?>("--for-key") { Description = "Only this key's." };
        var command = new Command("calls", "Calls, the newest first.") { follow, refused, key, One(context, "get", "Show one call.", Details), One(context, "why", "Say why a call was refused, or what it cost.", [.. Reasons, .. Details]) };
        length.AddTo(command);
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var only = words.GetValue(key) is { } one ? await CallWords.KeyAsync(gateway, one, ct) : null;
            if (!words.GetValue(follow))
            {
                string[] parts = [.. words.GetValue(refused) ? ["refused=true"] : Array.Empty<string>(), .. only is null ? Array.Empty<string>() : [$"key={Uri.EscapeDataString(only)}"]];
                return await CallWords.AskAsync(async root =>
                {
                    await length.PrintAsync(context, words, gateway, parts.Length > 0 ? $"{root}?{string.Join('&', parts)}" : root, Columns, ct);
                    return ExitCode.Ok;
                });
            }

            await words.InvocationConfiguration.Error.WriteLineAsync($"Calls are shown as they end, {(words.GetValue(refused) ? "refusals only" : "refusals too")}; Ctrl+C stops it.");
            await FollowAsync(gateway, words.InvocationConfiguration.Output, context.Print(words).Form, words.GetValue(refused), only, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command One(CommandContext context, string word, string help, Column[] columns)
    {
        var id = new Argument<string>("id") { Description = "The request id (x-tollgate-request-id, or the id in a refusal), the beginning of it, or `last`." };
        var command = new Command(word, help) { id };
        command.SetAction(async (words, ct) =>
        {
            using var gateway = context.Connect(words);
            var call = await CallWords.AskAsync(async root => await gateway.GetAsync($"{root}/{Uri.EscapeDataString(await CallWords.IdAsync(gateway, root, words.GetValue(id)!, ct))}", ct));
            var print = context.Print(words);
            print.Item(call, columns);
            if (columns.Length > Details.Length && print.Form == OutputForm.Table && CallWords.Parts(call) is { Count: > 0 } parts)
            {
                print.List(new JsonObject { ["items"] = parts }, CallWords.Columns);
            }

            if (print.Form == OutputForm.Table && call["findings"] is JsonArray found)
            {
                print.List(new JsonObject { ["items"] = found.DeepClone() }, CallWords.FindingColumns);
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task FollowAsync(GatewayClient gateway, TextWriter output, OutputForm form, bool onlyRefused, string? onlyKey, CancellationToken ct)
    {
        using var reply = await gateway.SendRawAsync(HttpMethod.Get, "/api/live", null, ct);
        await using var stream = await reply.Content.ReadAsStreamAsync(ct);
        await foreach (var happened in System.Net.ServerSentEvents.SseParser.Create(stream).EnumerateAsync(ct))
        {
            if (happened.EventType is not ("call" or "refusal") || (onlyRefused && happened.EventType != "refusal") || JsonNode.Parse(happened.Data) is not { } call || !IsOf(call, onlyKey))
            {
                continue;
            }

            await output.WriteLineAsync(form == OutputForm.Json ? Printer.Line(call) : Line(call));
            await output.FlushAsync(ct);
        }
    }

    private static bool IsOf(JsonNode call, string? key) => key is null || call["key_id"]?.GetValue<string>() == key || call["key"]?.GetValue<string>() == key;

    private static string Line(JsonNode call)
    {
        string Read(string path) => new Column(string.Empty, path).Read(call);
        var end = Read("refusal.code") is { Length: > 0 } code ? $"refused {code}: {Read("refusal.message")}" : $"{Read("result")} {Read("status")}  {Read("input_tokens")} in  {Read("output_tokens")} out  ${Read("cost_usd")}";
        return $"{Read("started_at"),-33}  {Read("key"),-16}  {Read("model_asked"),-24}  {end}  {Read("request_id")}";
    }
}
