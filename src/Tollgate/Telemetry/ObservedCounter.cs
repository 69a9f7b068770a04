namespace Tollgate.Telemetry;

/// <summary>A number that only grows and that somebody else counts.</summary>
internal sealed class ObservedCounter(string name, string help, MetricScale scale, Func<long> observe) : MetricFamily(name, help, [])
{
    /// <inheritdoc/>
    public override string Type => "counter";

    /// <inheritdoc/>
    public override void WriteTo(PrometheusText text) => text.Sample(Name, [], [], observe(), scale);
}
