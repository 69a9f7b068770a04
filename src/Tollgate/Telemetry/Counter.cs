using System.Collections.Concurrent;

namespace Tollgate.Telemetry;

/// <summary>A number that only grows. Adding to a known series allocates nothing.</summary>
internal sealed class Counter(string name, string help, MetricScale scale, params Label[] labels) : MetricFamily(name, help, labels)
{
    private readonly ConcurrentDictionary<long, Cell> _series = new();

    /// <inheritdoc/>
    public override string Type => "counter";

    /// <summary>Adds to the series of these label values.</summary>
    public void Add(long amount, string? first = null, string? second = null, string? third = null)
    {
        var key = Pack(first, second, third);
        var cell = _series.TryGetValue(key, out var known) ? known : _series.GetOrAdd(key, static _ => new Cell());
        Interlocked.Add(ref cell.Value, amount);
    }

    /// <summary>The value of a series.</summary>
    public long Read(string? first = null, string? second = null, string? third = null) =>
        _series.TryGetValue(Pack(first, second, third), out var cell) ? Interlocked.Read(ref cell.Value) : 0;

    /// <inheritdoc/>
    public override void WriteTo(PrometheusText text)
    {
        foreach (var (key, cell) in Ordered(_series))
        {
            text.Sample(Name, Labels, Unpack(key), Interlocked.Read(ref cell.Value), scale);
        }
    }

    private sealed class Cell
    {
        public long Value;
    }
}
