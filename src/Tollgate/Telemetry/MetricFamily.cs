using System.Collections.Concurrent;

namespace Tollgate.Telemetry;

/// <summary>One metric with all its series: name, meaning, labels.</summary>
internal abstract class MetricFamily(string name, string help, Label[] labels)
{
    /// <summary>No metric has more labels.</summary>
    public const int MaxLabels = 3;

    /// <summary>The name in Prometheus.</summary>
    public string Name { get; } = name;

    /// <summary>What it means, in one sentence.</summary>
    public string Help { get; } = help;

    /// <summary>Its labels.</summary>
    public IReadOnlyList<Label> Labels { get; } = labels;

    /// <summary>Its type in Prometheus.</summary>
    public abstract string Type { get; }

    /// <summary>Writes all its series.</summary>
    public abstract void WriteTo(PrometheusText text);

    /// <summary>Packs the indexes of up to three label values.</summary>
    protected long Pack(string? first, string? second, string? third) =>
        Index(0, first) | (Index(1, second) << 16) | (Index(2, third) << 32);

    /// <summary>The label values of a packed series.</summary>
    protected string[] Unpack(long key)
    {
        var values = new string[Labels.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Labels[i].Value((int)((key >> (16 * i)) & 0xFFFF));
        }

        return values;
    }

    /// <summary>The series of a table in a fixed order.</summary>
    protected static IEnumerable<KeyValuePair<long, T>> Ordered<T>(ConcurrentDictionary<long, T> series) => series.OrderBy(pair => pair.Key);

    private long Index(int label, string? value) => label < Labels.Count && value is not null ? Labels[label].IndexOf(value) : 0;
}
