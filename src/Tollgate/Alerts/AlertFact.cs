using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts;

/// <summary>Something that happened, handed over by value; whether it becomes an alert is decided by what may happen once.</summary>
internal sealed record AlertFact
{
    /// <summary>Whose alert it is.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>What it is about.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>What may happen once: the first fact with this key is an alert, the others are nothing.</summary>
    public required string OnceKey { get; init; }

    /// <summary>What it comes from: a budget's window, a rule, an organization.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>Whose share of the source; empty when it is not split.</summary>
    public string Subject { get; init; } = "";

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences.</summary>
    public required string Text { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// With a cool-down nothing is raised while an alert of the same source and subject is open, or for so long after somebody was last told of one.
    /// </summary>
    public TimeSpan? CoolDown { get; init; }

    /// <summary>The budget it is about.</summary>
    public BudgetCrossing? Budget { get; init; }

    /// <summary>The figure it is about.</summary>
    public MetricReading? Metric { get; init; }

    /// <summary>What is said about it.</summary>
    public AlertNotice Notice(Guid noticeId, Guid? alertId, NoticeState state) => new()
    {
        NoticeId = noticeId,
        AlertId = alertId,
        OrganizationId = OrganizationId,
        Type = Kind,
        State = state,
        Severity = Severity,
        Title = Title,
        Text = Text,
        At = At,
        Budget = Budget,
        Metric = Metric,
    };
}
