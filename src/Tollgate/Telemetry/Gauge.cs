namespace Tollgate.Telemetry;

/// <summary>A number that goes up and down, or that is read when somebody asks.</summary>
internal sealed class Gauge(string name, string help, MetricScale scale = MetricScale.One, Func<long>? observe = null) : MetricFamily(name, help, [])
{
    private long _value;

    /// <inheritdoc/>
    public override string Type => "gauge";

    /// <summary>The value now.</summary>
    public long Value => observe is null ? Interlocked.Read(ref _value) : observe();

    /// <summary>Changes the value.</summary>
    public void Add(long amount) => Interlocked.Add(ref _value, amount);

    /// <summary>Sets the value.</summary>
    public void Set(long value) => Interlocked.Exchange(ref _value, value);

    /// <inheritdoc/>
    public override void WriteTo(PrometheusText text) => text.Sample(Name, [], [], Value, scale);
}
