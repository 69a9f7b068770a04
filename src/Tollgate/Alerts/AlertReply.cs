namespace Tollgate.Alerts;

/// <summary>An alert in JSON.</summary>
internal sealed record AlertReply
{
    /// <summary>The alert.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is about.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>open, acknowledged or recovered.</summary>
    public required string State { get; init; }

    /// <summary>One line.</summary>
    public required string Title { get; init; }

    /// <summary>Whose share of its source.</summary>
    public string? Subject { get; init; }

    /// <summary>What it comes from: a budget's window, a rule, the organization.</summary>
    public required Guid SourceId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <summary>When somebody took it on.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>Who.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>Its notices and how they fared; only for one alert.</summary>
    public IReadOnlyList<DeliveryReply>? Deliveries { get; init; }

    /// <summary>The JSON form of an alert.</summary>
    public static AlertReply Of(Alert alert) => new()
    {
        Id = alert.Id,
        Kind = alert.Kind,
        Severity = alert.Severity,
        State = alert.State,
        Title = alert.Title,
        Subject = alert.Subject.Length > 0 ? alert.Subject : null,
        SourceId = alert.SourceId,
        RaisedAt = alert.RaisedAt,
        RecoveredAt = alert.RecoveredAt,
        AcknowledgedAt = alert.AcknowledgedAt,
        AcknowledgedBy = alert.AcknowledgedBy,
    };
}
