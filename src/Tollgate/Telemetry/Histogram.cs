using System.Collections.Concurrent;

namespace Tollgate.Telemetry;

/// <summary>A distribution over fixed buckets. Recording into a known series allocates nothing.</summary>
internal sealed class Histogram(string name, string help, MetricScale scale, long[] bounds, params Label[] labels) : MetricFamily(name, help, labels)
{
    private readonly ConcurrentDictionary<long, Cells> _series = new();

    /// <inheritdoc/>
    public override string Type => "histogram";

    /// <summary>Records one value.</summary>
    public void Record(long value, string? first = null, string? second = null, string? third = null)
    {
        var key = Pack(first, second, third);
        var cells = _series.TryGetValue(key, out var known) ? known : _series.GetOrAdd(key, static (_, count) => new Cells(count), bounds.Length + 1);
        Interlocked.Increment(ref cells.Counts[BucketOf(value)]);
        Interlocked.Add(ref cells.Sum, value);
    }

    /// <inheritdoc/>
    public override void WriteTo(PrometheusText text)
    {
        foreach (var (key, cells) in Ordered(_series))
        {
            var values = Unpack(key);
            var seen = 0L;
            for (var i = 0; i < bounds.Length; i++)
            {
                seen += Interlocked.Read(ref cells.Counts[i]);
                text.Bucket(Name, Labels, values, bounds[i], scale, seen);
            }

            seen += Interlocked.Read(ref cells.Counts[^1]);
            text.LastBucket(Name, Labels, values, seen);
            text.Sample(Name + "_sum", Labels, values, Interlocked.Read(ref cells.Sum), scale);
            text.Sample(Name + "_count", Labels, values, seen, MetricScale.One);
        }
    }

    /// <summary>The first bucket whose bound is not below the value (bounds are inclusive).</summary>
    private int BucketOf(long value)
    {
        var at = Array.BinarySearch(bounds, value);
        return at < 0 ? ~at : at;
    }

    private sealed class Cells(int count)
    {
        public readonly long[] Counts = new long[count];
        public long Sum;
    }
}
