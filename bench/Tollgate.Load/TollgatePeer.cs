using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.Load;

/// <summary>The product under measurement: everything on, with a key that has a hard budget and limits.</summary>
internal static class TollgatePeer
{
    private const int Port = 4813;

    /// <summary>Starts the published binary in front of the upstream, with a data folder of its own.</summary>
    public static async Task<Peer> StartAsync(int upstreamPort)
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-bench").FullName;
        var settings = Path.Combine(folder, "tollgate.yaml");
        await File.WriteAllTextAsync(settings,
            $"""
            listen: http://127.0.0.1:{Port}
            data: {folder}/data
            admin_key: operator-key-of-the-benchmark-0001
            providers:
              openai: {"{"} base_url: "http://127.0.0.1:{upstreamPort}/v1", api_key: bench {"}"}
            """);
        var binary = Environment.GetEnvironmentVariable("TOLLGATE_BINARY") ?? Path.Combine("artifacts", "tollgate", "Tollgate.Cli");
        var peer = await Peer.StartAsync("tollgate", 0, Port, binary, ["serve", "--config", settings], "/v1/chat/completions");
        using var http = new HttpClient { BaseAddress = peer.Address };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer operator-key-of-the-benchmark-0001");
        using var content = new StringContent("""{"name":"bench","budgets":[{"limit_usd":"1000000.00","window":"day","hard":true}],"limits":[{"unit":"requests","per":"minute","limit":100000000},{"unit":"tokens","per":"minute","limit":100000000000}]}""", Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync("/api/keys", content);
        reply.EnsureSuccessStatusCode();
        peer.Key = (await reply.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>();
        return peer;
    }
}
