using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Demo;

/// <summary>Follows the gateway's live feed: prints a line a call and keeps what the refused ones had asked for.</summary>
internal sealed class DemoFeed(GatewayClient admin, TextWriter? output)
{
    private readonly Dictionary<string, decimal> _asked = [];
    private int _seen;

    /// <summary>How much the refused calls of a key could have cost.</summary>
    public decimal AskedBy(string keyId) => _asked.GetValueOrDefault(keyId);

    /// <summary>Opens the feed; what happens after this returns is in it.</summary>
    public Task<HttpResponseMessage> OpenAsync(CancellationToken ct) => admin.SendRawAsync(HttpMethod.Get, "/api/live", null, ct);

    /// <summary>Reads until so many calls were seen.</summary>
    public async Task ReadAsync(HttpResponseMessage feed, int calls, CancellationToken ct)
    {
        await using var stream = await feed.Content.ReadAsStreamAsync(ct);
        await foreach (var happened in SseParser.Create(stream).EnumerateAsync(ct))
        {
            if (happened.EventType is "call" or "refusal" && JsonNode.Parse(happened.Data) is { } call)
            {
                await NoteAsync(call);
                if (++_seen >= calls)
                {
                    return;
                }
            }
        }
    }

    private async Task NoteAsync(JsonNode call)
    {
        if (call["refusal"]?["asked_usd"]?.GetValue<string>() is { } asked && call["key_id"]?.GetValue<string>() is { } key)
        {
            _asked[key] = AskedBy(key) + decimal.Parse(asked, System.Globalization.CultureInfo.InvariantCulture);
        }

        if (output is not null)
        {
            await output.WriteLineAsync(Line(call));
            await output.FlushAsync();
        }
    }

    private static string Line(JsonNode call)
    {
        string Read(string path) => new Column(string.Empty, path).Read(call);
        var end = Read("refusal.message") is { Length: > 0 } sentence ? $"refused  {sentence}" : $"{Read("status"),-7}  {Read("input_tokens"),5} in  {Read("output_tokens"),5} out  ${Read("cost_usd")}";
        return $"  {Read("principal"),-11} {Read("model_asked"),-18} {(Read("is_stream") == "true" ? "stream" : "plain"),-7} {end}";
    }
}
