using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Commands;

/// <summary>How calls are named on the command line, and how their cost came about.</summary>
internal static class CallWords
{
    private const string Last = "last";

    /// <summary>A call begins a moment after its id was made.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    /// <summary>The parts of a cost.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
        [new("Attempt", "attempt", true), new("Billed", "unit"), new("Count", "count", true), new("Rate $", "rate_usd", true), new("For", "per"), new("Cost $", "cost_usd", true)];

    /// <summary>What guards found in a call.</summary>
    public static IReadOnlyList<Column> FindingColumns { get; } =
    [
        new("Guard found", "rule"), new("In", "direction"), new("At", "place"), new("By", "source"), new("What", "evidence"), new("Severity", "severity"), new("Sure %", "confidence_percent", true),
        new("Done", "action"), new("By rule", "policy"), new("Bytes looked through", "scanned_bytes", true),
    ];

    /// <summary>Asks about all calls that the key may see: those of its organization, or, for a key that may only call, its own.</summary>
    public static async Task<T> AskAsync<T>(Func<string, Task<T>> ask)
    {
        try
        {
            return await ask("/api/calls");
        }
        catch (CliFault fault) when (fault.Code == ExitCode.Unauthorized)
        {
            return await ask("/api/me/calls");
        }
    }

    /// <summary>The whole id: of `last`, of the beginning of one, or as it is.</summary>
    public static async Task<string> IdAsync(GatewayClient gateway, string root, string text, CancellationToken ct)
    {
        if (text == Last)
        {
            var newest = await gateway.GetAsync($"{root}?limit=1", ct);
            return newest["items"] is JsonArray { Count: > 0 } items ? IdOf(items[0]) : throw new CliFault(ExitCode.NotFound, "There is no call yet; one is there a moment after its end.");
        }

        if (Guid.TryParse(text, out _) || IdText.Times(text) is not { } times)
        {
            return text;
        }

        var path = $"{root}?from={Text(times.From - Moment)}&to={Text(times.To + Moment)}";
        var found = (await gateway.ListAsync(path, int.MaxValue, ct))["items"]!.AsArray().Select(IdOf).Where(id => id.StartsWith(text, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Count < 2
            ? found.Count == 1 ? found[0] : text
            : throw new CliFault(ExitCode.Usage, $"{found.Count} calls have an id that begins with '{text}': {string.Join(", ", found.Take(5))}. Give more of it.");
    }

    /// <summary>The key whose calls are wanted, by its id; as it was named where only calls of it are left to be seen.</summary>
    public static async Task<string> KeyAsync(GatewayClient gateway, string idOrName, CancellationToken ct)
    {
        try
        {
            return await KeysCommand.IdAsync(gateway, idOrName, ct);
        }
        catch (CliFault fault) when (fault.Code == ExitCode.NotFound)
        {
            var calls = await gateway.GetAsync($"/api/calls?limit=1&key={Uri.EscapeDataString(idOrName)}", ct);
            if (calls["items"] is JsonArray { Count: > 0 })
            {
                return idOrName;
            }

            throw;
        }
    }

    /// <summary>The parts of all attempts, each with the number of its attempt.</summary>
    public static JsonArray Parts(JsonNode call)
    {
        var parts = new JsonArray();
        foreach (var attempt in call["attempts"] as JsonArray ?? [])
        {
            foreach (var part in attempt?["cost_parts"] as JsonArray ?? [])
            {
                var row = part!.DeepClone();
                row["attempt"] = attempt!["attempt"]!.DeepClone();
                parts.Add(row);
            }
        }

        return parts;
    }

    private static string IdOf(JsonNode? call) => call!["request_id"]!.GetValue<string>();

    private static string Text(DateTimeOffset time) => Uri.EscapeDataString(time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
