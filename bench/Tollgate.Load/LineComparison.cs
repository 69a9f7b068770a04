using System.Globalization;
using System.Text;

namespace Tollgate.Load;

/// <summary>
/// The line against its floors, in one run, alternating rounds: CPU per call, added latency at 1,000 calls a second on one core,
/// time to the first event and per event of a stream, start time, memory. Medians over the rounds.
/// </summary>
internal static class LineComparison
{
    public const int UpstreamPort = 4810;
    private static readonly string Self = Environment.ProcessPath!;

    public static async Task<int> RunAsync(string[] options)
    {
        var rounds = Option(options, "--rounds", 7);
        var calls = Option(options, "--calls", 5000);
        var onlyCpu = options.Contains("--only-cpu");
        var upstream = await Peer.StartAsync("direct", 1, UpstreamPort, Self, ["upstream", Text(UpstreamPort)], "/");
        var peers = new List<Peer> { upstream };
        try
        {
            peers.Add(await Peer.StartAsync("bare forwarder", 0, 4811, Self, ["bare", "4811", $"http://127.0.0.1:{UpstreamPort}"], "/"));
            peers.Add(await Peer.StartAsync("metered forwarder", 0, 4812, Self, ["metered", "4812", $"http://127.0.0.1:{UpstreamPort}"], "/"));
            peers.Add(await TollgatePeer.StartAsync(UpstreamPort));
            if (await NginxPeer.StartAsync(UpstreamPort) is { } nginx)
            {
                peers.Add(nginx);
            }

            var figures = peers.Select(peer => new Figures(peer)).ToList();
            for (var round = 0; round <= rounds; round++)
            {
                foreach (var figure in figures)
                {
                    await figure.MeasureAsync(calls, isWarmUp: round == 0, onlyCpu);
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
