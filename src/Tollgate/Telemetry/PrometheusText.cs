using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tollgate.Telemetry;

/// <summary>Writes the Prometheus text format 0.0.4.</summary>
internal sealed class PrometheusText(IBufferWriter<byte> to)
{
    private readonly StringBuilder _line = new();

    /// <summary>The two lines above a metric's samples.</summary>
    public void Head(MetricFamily family)
    {
        _line.Append("# HELP ").Append(family.Name).Append(' ').Append(family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal));
        End();
        _line.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Type);
        End();
    }

    /// <summary>One value.</summary>
    public void Sample(string name, IReadOnlyList<Label> labels, string[] values, long value, MetricScale scale)
    {
        _line.Append(name);
        AppendLabels(labels, values, null);
        _line.Append(' ').Append(Number(value, scale));
        End();
    }

    /// <summary>A cumulative bucket.</summary>
    public void Bucket(string name, IReadOnlyList<Label> labels, string[] values, long bound, MetricScale scale, long count) =>
        Bucket(name, labels, values, Number(bound, scale), count);

    /// <summary>The bucket without a bound.</summary>
    public void LastBucket(string name, IReadOnlyList<Label> labels, string[] values, long count) => Bucket(name, labels, values, "+Inf", count);

    /// <summary>A whole number of a scale as a decimal: exact, without exponent.</summary>
    public static string Number(long value, MetricScale scale)
    {
        if (scale == MetricScale.One)
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        var scaled = scale == MetricScale.Micro ? value / 1_000_000m : value / 1_000_000_000m;
        return scaled.ToString("0.#########", CultureInfo.InvariantCulture);
    }

    private void Bucket(string name, IReadOnlyList<Label> labels, string[] values, string bound, long count)
    {
        _line.Append(name).Append("_bucket");
        AppendLabels(labels, values, bound);
        _line.Append(' ').Append(count);
        End();
    }

    private void AppendLabels(IReadOnlyList<Label> labels, string[] values, string? bound)
    {
        if (labels.Count == 0 && bound is null)
        {
            return;
        }

        _line.Append('{');
        for (var i = 0; i < labels.Count; i++)
        {
            AppendLabel(labels[i].Name, values[i]);
        }

        if (bound is not null)
        {
            AppendLabel("le", bound);
        }

        _line.Append('}');
    }

    private void AppendLabel(string name, string value)
    {
        if (_line[^1] != '{')
        {
            _line.Append(',');
        }

        _line.Append(name).Append("=\"");
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '\\' => _line.Append("\\\\"),
                '"' => _line.Append("\\\""),
                '\n' => _line.Append("\\n"),
                _ => _line.Append(letter),
            };
        }

        _line.Append('"');
    }

    private void End()
    {
        _line.Append('\n');
        foreach (var chunk in _line.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, to);
        }

        _line.Clear();
    }
}
