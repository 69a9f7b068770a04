using Tollgate.Guards.Policies;
using Tollgate.Telemetry;

namespace Tollgate.Guards.Records;

/// <summary>What the guards count.</summary>
internal sealed class GuardMetrics
{
    /// <summary>What looking through one body takes, in microseconds.</summary>
    private static readonly long[] Bounds = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 50_000];

    /// <summary>What asking somebody outside takes, in microseconds.</summary>
    private static readonly long[] ExternalBounds = [1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 5_000_000, 30_000_000];

    private static readonly IReadOnlyList<string> Directions = GuardWords.All<GuardDirection>();

    private readonly Counter _findings;
    private readonly Counter _failures;
    private readonly Counter _dropped;
    private readonly Histogram _seconds;
    private readonly Histogram _asked;

    /// <summary>Declares them.</summary>
    public GuardMetrics(MetricRegistry registry)
    {
        var direction = Label.Closed("direction", Directions);
        _findings = registry.Add(new Counter("tollgate_guard_findings_total", "What the guards found.", MetricScale.One, Label.Closed("threat", GuardWords.All<GuardThreat>()), Label.Closed("action", GuardWords.All<GuardAction>()), direction));
        _failures = registry.Add(new Counter("tollgate_guard_failures_total", "Bodies and streams that the guards could not judge.", MetricScale.One, direction));
        _dropped = registry.Add(new Counter("tollgate_guard_reports_dropped_total", "Reports of findings that were counted but not written, for the database did not keep up.", MetricScale.One));
        _seconds = registry.Add(new Histogram("tollgate_guard_seconds", "Time the guards took for one body.", MetricScale.Micro, Bounds, direction));
        _asked = registry.Add(new Histogram("tollgate_guard_external_seconds", "Time an external guard took for one body.", MetricScale.Micro, ExternalBounds));
    }

    /// <summary>A body was looked through.</summary>
    public void Scanned(GuardDirection direction, TimeSpan took) => _seconds.Record(took.Ticks / TimeSpan.TicksPerMicrosecond, Directions[(int)direction]);

    /// <summary>Something was found, or the guards failed.</summary>
    public void Reported(GuardReport report)
    {
        foreach (var hit in report.Hits)
        {
            _findings.Add(1, GuardWords.Word(hit.Threat), GuardWords.Word(hit.Action), GuardWords.Word(report.Direction));
        }

        if (report.Failure is not null)
        {
            _failures.Add(1, GuardWords.Word(report.Direction));
        }
    }

    /// <summary>An external guard was asked.</summary>
    public void Asked(TimeSpan took) => _asked.Record(took.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>A report found no room.</summary>
    public void Dropped() => _dropped.Add(1);
}
