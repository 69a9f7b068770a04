using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Tollgate.Cli.Connection;

namespace Tollgate.Cli.Demo;

/// <summary>Makes the agents' keys and sends their calls.</summary>
internal sealed class DemoTraffic(GatewayClient admin, Uri url) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = url };

    /// <summary>A key for an agent, with its budget and limit.</summary>
    public async Task<DemoKey> MakeKeyAsync(DemoAgent agent, string suffix, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["name"] = agent.Name + suffix,
            ["principal"] = agent.Name,
            ["budgets"] = new JsonArray(new JsonObject { ["limit_usd"] = agent.Budget, ["window"] = "day", ["hard"] = true }),
        };
        if (agent.RequestsPerMinute > 0)
        {
            body["limits"] = new JsonArray(new JsonObject { ["unit"] = "requests", ["per"] = "minute", ["limit"] = agent.RequestsPerMinute });
        }

        var made = await admin.PostAsync("/api/keys", body, ct);
        return new DemoKey(agent, made["id"]!.GetValue<string>(), agent.Name + suffix, made["key"]!.GetValue<string>());
    }

    /// <summary>All calls of an agent, one after the other, plain and streamed in turn.</summary>
    public async Task RunAsync(DemoKey key, CancellationToken ct)
    {
        for (var number = 1; number <= DemoAgent.Calls; number++)
        {
            var streams = number % 2 == 0;
            using var request = new HttpRequestMessage(HttpMethod.Post, key.Agent.Path(streams));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
            request.Headers.Add("x-tollgate-session", string.Create(CultureInfo.InvariantCulture, $"{key.Agent.Name}-1"));
            request.Content = new StringContent(key.Agent.Body(streams, number), Encoding.UTF8, "application/json");
            using var reply = await _http.SendAsync(request, ct);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
