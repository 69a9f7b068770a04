using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Kills;

/// <summary>What an operator sees under /health.</summary>
internal static class HealthPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads it, whatever its status.</summary>
    public static async Task<JsonNode> ReadAsync(GatewaySetup setup, CancellationToken ct)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, setup.Address + "/health");
        request.Headers.Add("authorization", "Bearer " + setup.AdminKey);
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return text.Length > 0 ? JsonNode.Parse(text)! : throw new HttpRequestException($"/health answered {(int)answer.StatusCode} without a word.");
    }

    /// <summary>Reads it until all is well and the database holds every record.</summary>
    public static Task WaitUntilWellAsync(GatewaySetup setup, CancellationToken ct) =>
        WaitForAsync(setup, health => (string?)health["status"] == "ok" && (long?)health["ledger"]!["pending_records"] == 0, ct);

    /// <summary>Reads it until it has a status.</summary>
    public static Task<JsonNode> WaitForAsync(GatewaySetup setup, string status, CancellationToken ct) => WaitForAsync(setup, health => (string?)health["status"] == status, ct);

    private static async Task<JsonNode> WaitForAsync(GatewaySetup setup, Func<JsonNode, bool> isReached, CancellationToken ct)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var health = await ReadAsync(setup, ct);
            if (isReached(health))
            {
                return health;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"After {Patience}: {health.ToJsonString()}");
            await Task.Delay(50, ct);
        }
    }
}
