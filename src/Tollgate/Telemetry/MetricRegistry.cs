using System.Buffers;

namespace Tollgate.Telemetry;

/// <summary>All metrics of the gateway, in the order of their declaration.</summary>
internal sealed class MetricRegistry
{
    private readonly List<MetricFamily> _families = [];
    private readonly Lock _gate = new();

    /// <summary>Adds a metric; a name can be there once.</summary>
    public T Add<T>(T family)
        where T : MetricFamily
    {
        lock (_gate)
        {
            if (_families.Exists(known => known.Name == family.Name))
            {
                throw new InvalidOperationException($"The metric '{family.Name}' is declared twice.");
            }

            _families.Add(family);
        }

        return family;
    }

    /// <summary>Writes all metrics in the Prometheus text format.</summary>
    public void WriteTo(IBufferWriter<byte> to)
    {
        MetricFamily[] all;
        lock (_gate)
        {
            all = [.. _families];
        }

        var text = new PrometheusText(to);
        foreach (var family in all)
        {
            text.Head(family);
            family.WriteTo(text);
        }
    }
}
