namespace Tollgate.Load;

/// <summary>What was measured of one peer, a value a round.</summary>
internal sealed class Figures(Peer peer)
{
    private const int Streams = 40;

    // Servers compile what is used often once more; streams are measured after it, as plain calls are.
    private const int WarmUpStreams = 2000;
    private readonly List<double> _cpu = [];
    private readonly List<double> _streamCpu = [];
    private readonly List<double> _p50 = [];
    private readonly List<double> _p99 = [];
    private readonly List<double> _first = [];
    private readonly List<double> _perEvent = [];

    public Peer Peer { get; } = peer;

    public double Cpu => Median(_cpu);

    public double StreamCpu => Median(_streamCpu);

    public double P50 => Median(_p50);

    public double P99 => Median(_p99);

    public double First => Median(_first);

    public double PerEvent => Median(_perEvent);

    public async Task MeasureAsync(int calls, bool isWarmUp, bool onlyCpu)
    {
        using var client = new LoadClient(Peer.Address, Peer.Key);
        await client.ClosedLoopAsync(isWarmUp ? calls * 2 : 200, 8);
        var before = Peer.Cpu();
        await client.ClosedLoopAsync(calls, 8);
        var cpu = (Peer.Cpu() - before).TotalMicroseconds / calls;
        if (onlyCpu)
        {
            if (!isWarmUp)
            {
                _cpu.Add(cpu);
            }

            return;
        }

        var latencies = await client.PacedAsync(1000, TimeSpan.FromSeconds(isWarmUp ? 1 : 3));
        for (var i = 0; isWarmUp && i < WarmUpStreams; i++)
        {
            _ = await client.StreamAsync();
        }

        before = Peer.Cpu();
        var streams = new List<(double First, double Total)>();
        for (var i = 0; i < Streams; i++)
        {
            streams.Add(await client.StreamAsync());
        }

        var streamCpu = (Peer.Cpu() - before).TotalMicroseconds / Streams;
        if (isWarmUp)
        {
            return;
        }

        Array.Sort(latencies);
        _cpu.Add(cpu);
        _streamCpu.Add(streamCpu);
        _p50.Add(latencies[latencies.Length / 2]);
        _p99.Add(latencies[(int)(latencies.Length * 0.99)]);
        _first.Add(Median([.. streams.Select(stream => stream.First)]));
        _perEvent.Add(Median([.. streams.Select(stream => (stream.Total - stream.First) / UpstreamServer.Events)]));
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? 0 : values[values.Count / 2];
    }
}
