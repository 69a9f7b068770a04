using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;
using Tollgate.Cli.Output;

namespace Tollgate.Cli.Demo;

/// <summary>What the demo comes to, read from the ledger and the budgets of the gateway.</summary>
internal static class DemoReport
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>The columns of the table.</summary>
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("Agent", "agent"), new("Model", "model"), new("Calls", "calls", true), new("Refused", "refused", true), new("Spent $", "spent_usd", true),
        new("Saved $ (refused, at most)", "saved_usd", true), new("Budget $", "budget_usd", true), new("Left $", "left_usd", true),
    ];

    /// <summary>A row an agent; waits until the ledger has every call.</summary>
    public static async Task<JsonObject> ReadAsync(GatewayClient admin, Uri url, IReadOnlyList<DemoKey> keys, DemoFeed feed, CancellationToken ct)
    {
        var rows = new JsonArray();
        foreach (var key in keys)
        {
            var total = await TotalAsync(admin, key, ct);
            using var own = new GatewayClient(new GatewayAddress(url, key.Secret));
            var budget = (await own.GetAsync("/api/me", ct))["budgets"]?["items"]?[0];
            rows.Add(new JsonObject
            {
                ["agent"] = key.Agent.Name,
                ["model"] = key.Agent.Model,
                ["calls"] = total["calls"]!.DeepClone(),
                ["refused"] = total["refused"]!.DeepClone(),
                ["spent_usd"] = total["cost_usd"]!.DeepClone(),
                ["saved_usd"] = feed.AskedBy(key.Id).ToString(CultureInfo.InvariantCulture),
                ["budget_usd"] = budget?["limit"]?.DeepClone(),
                ["left_usd"] = budget?["remaining"]?.DeepClone(),
            });
        }

        return new JsonObject { ["simulated"] = true, ["items"] = rows, ["next"] = null };
    }

    private static async Task<JsonNode> TotalAsync(GatewayClient admin, DemoKey key, CancellationToken ct)
    {
        var end = TimeProvider.System.GetUtcNow() + LongestWait;
        while (true)
        {
            var total = (await admin.GetAsync($"/api/ledger/summary?key={key.Id}", ct))["total"]!;
            if (total["calls"]!.GetValue<long>() >= DemoAgent.Calls || TimeProvider.System.GetUtcNow() > end)
            {
                return total;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }
    }
}
