using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts;

/// <summary>What was raised for a source and a subject is over.</summary>
internal sealed record AlertRecovery
{
    /// <summary>The source.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>Whose share of it.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Only alerts of this kind are over; null: all of them.</summary>
    public AlertKind? Only { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences.</summary>
    public required string Text { get; init; }

    /// <summary>Only an alert of this severity or above is worth a notice that it is over; null: it ends in silence.</summary>
    public AlertSeverity? TellFrom { get; init; }

    /// <summary>The budget it is about.</summary>
    public BudgetCrossing? Budget { get; init; }

    /// <summary>The figure it is about.</summary>
    public MetricReading? Metric { get; init; }
}
