namespace Tollgate.Alerts;

/// <summary>An alert as it stands in the database.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="OrganizationId">Whose alert it is.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="SourceId">What it comes from.</param>
/// <param name="Subject">Whose share of it.</param>
/// <param name="Title">One line.</param>
/// <param name="RaisedAt">When it began.</param>
/// <param name="NotifiedAt">When somebody was last told.</param>
/// <param name="RecoveredAt">When it was over.</param>
/// <param name="AcknowledgedAt">When somebody took it on.</param>
/// <param name="AcknowledgedBy">Who.</param>
internal sealed record Alert(
    Guid Id, Guid OrganizationId, AlertKind Kind, AlertSeverity Severity, Guid SourceId, string Subject, string Title, DateTimeOffset RaisedAt,
    DateTimeOffset NotifiedAt, DateTimeOffset? RecoveredAt, DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy)
{
    /// <summary>open, acknowledged or recovered.</summary>
    public string State => this switch
    {
        { RecoveredAt: not null } => "recovered",
        { AcknowledgedAt: not null } => "acknowledged",
        _ => "open",
    };
}
