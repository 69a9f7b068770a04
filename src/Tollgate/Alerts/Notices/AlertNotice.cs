namespace Tollgate.Alerts.Notices;

/// <summary>What is said about an alert, to channels and to callbacks. All copies of it bear one <see cref="NoticeId"/>.</summary>
public sealed record AlertNotice
{
    /// <summary>Tells copies of one notice from another notice.</summary>
    public required Guid NoticeId { get; init; }

    /// <summary>The alert; the same when it is raised, reminded of and recovered. Absent in a test.</summary>
    public Guid? AlertId { get; init; }

    /// <summary>Whose alert it is.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>What it is about.</summary>
    public required AlertKind Type { get; init; }

    /// <summary>What is said about it.</summary>
    public required NoticeState State { get; init; }

    /// <summary>How much it matters.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences.</summary>
    public required string Text { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The budget it is about.</summary>
    public BudgetCrossing? Budget { get; init; }

    /// <summary>The figure it is about.</summary>
    public MetricReading? Metric { get; init; }
}
