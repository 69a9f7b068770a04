using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Tollgate.Load;

/// <summary>
/// The line against its floors, in one run, alternating rounds: CPU per call, added latency at 1,000 calls a second on one core,
/// time to the first event and per event of a stream, start time, memory. Medians over the rounds.
/// </summary>
internal static class LineComparison
{
    private const int UpstreamPort = 4810;
    private static readonly string Self = Environment.ProcessPath!;

    public static async Task<int> RunAsync(string[] options)
    {
        var rounds = Option(options, "--rounds", 7);
        var calls = Option(options, "--calls", 5000);
        var upstream = await Peer.StartAsync("direct", 1, UpstreamPort, Self, ["upstream", Text(UpstreamPort)], "/");
        var peers = new List<Peer> { upstream };
        try
        {
            peers.Add(await Peer.StartAsync("bare forwarder", 0, 4811, Self, ["bare", "4811", $"http://127.0.0.1:{UpstreamPort}"], "/"));
            peers.Add(await Peer.StartAsync("metered forwarder", 0, 4812, Self, ["metered", "4812", $"http://127.0.0.1:{UpstreamPort}"], "/"));
            peers.Add(await StartTollgateAsync());
            if (await StartNginxAsync() is { } nginx)
            {
                peers.Add(nginx);
            }

            var figures = peers.Select(peer => new Figures(peer)).ToList();
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var figure in figures)
                {
                    await figure.MeasureAsync(calls, isWarmUp: round == 0);
                }

                Console.Error.WriteLine($"round {round} of {rounds}");
            }

            var report = Report(figures, rounds, calls);
            Console.WriteLine(report);
            if (Array.IndexOf(options, "--out") is >= 0 and var at)
            {
                await File.WriteAllTextAsync(options[at + 1], report);
            }

            return 0;
        }
        finally
        {
            peers.ForEach(peer => peer.Dispose());
        }
    }

    private static async Task<Peer> StartTollgateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tollgate-bench").FullName;
        var settings = Path.Combine(folder, "tollgate.yaml");
        await File.WriteAllTextAsync(settings,
            $"""
            listen: http://127.0.0.1:4813
            data: {folder}/data
            admin_key: operator-key-of-the-benchmark-0001
            providers:
              openai: {"{"} base_url: "http://127.0.0.1:{UpstreamPort}/v1", api_key: bench {"}"}
            """);
        var binary = Environment.GetEnvironmentVariable("TOLLGATE_BINARY") ?? Path.Combine("artifacts", "tollgate", "Tollgate.Cli");
        var peer = await Peer.StartAsync("tollgate", 0, 4813, binary, ["serve", "--config", settings], "/v1/chat/completions");
        using var http = new HttpClient { BaseAddress = peer.Address };
        http.DefaultRequestHeaders.Add("Authorization", "Bearer operator-key-of-the-benchmark-0001");
        using var content = new StringContent("""{"name":"bench","budgets":[{"limit_usd":"1000000.00","window":"day","hard":true}],"limits":[{"unit":"requests","per":"minute","limit":100000000},{"unit":"tokens","per":"minute","limit":100000000000}]}""", Encoding.UTF8, "application/json");
        using var reply = await http.PostAsync("/api/keys", content);
        reply.EnsureSuccessStatusCode();
        peer.Key = (await reply.Content.ReadFromJsonAsync<JsonNode>())!["key"]!.GetValue<string>();
        return peer;
    }

    private static async Task<Peer?> StartNginxAsync()
    {
        if (!File.Exists("/usr/sbin/nginx"))
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("tollgate-nginx").FullName;
        var settings = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(settings,
            $$"""
            daemon off; worker_processes 1; master_process off; pid {{folder}}/pid; error_log stderr crit;
            events { worker_connections 1024; }
            http {
              access_log off; client_body_temp_path {{folder}}; proxy_temp_path {{folder}}; fastcgi_temp_path {{folder}}; uwsgi_temp_path {{folder}}; scgi_temp_path {{folder}};
              upstream fake { server 127.0.0.1:{{UpstreamPort}}; keepalive 64; }
              server { listen 127.0.0.1:4814; client_body_buffer_size 64k; location / { proxy_pass http://fake; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } }
            }
            """);
        return await Peer.StartAsync("nginx", 0, 4814, "/usr/sbin/nginx", ["-c", settings], "/");
    }

    private static string Report(List<Figures> figures, int rounds, int calls)
    {
        var metered = figures[2];
        var bare = figures[1];
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Medians of {rounds} alternating rounds; {calls} plain calls a round for CPU, 1,000 calls/s for latency, 40 streams of {UpstreamServer.Events} events. Server on one core, load and upstream on the other.");
        text.AppendLine();
        text.AppendLine("| server | CPU µs/call | × bare | × metered | p50 µs | p99 µs | first event µs | per event µs | CPU µs/stream | start ms | memory MB |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var figure in figures)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {figure.Peer.Name} | {figure.Cpu:F1} | {figure.Cpu / bare.Cpu:F2} | {figure.Cpu / metered.Cpu:F2} | {figure.P50:F0} | {figure.P99:F0} | {figure.First:F0} | {figure.PerEvent:F2} | {figure.StreamCpu:F0} | {figure.Peer.StartTime.TotalMilliseconds:F0} | {figure.Peer.Memory() / 1048576.0:F0} |");
        }

        return text.ToString();
    }

    private static int Option(string[] options, string name, int fallback) =>
        Array.IndexOf(options, name) is >= 0 and var at ? int.Parse(options[at + 1], CultureInfo.InvariantCulture) : fallback;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
