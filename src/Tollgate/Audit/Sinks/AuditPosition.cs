namespace Tollgate.Audit.Sinks;

/// <summary>How far a follower of the log has come.</summary>
/// <param name="Name">The follower.</param>
/// <param name="Sequence">The last row that arrived.</param>
/// <param name="MovedAt">When it did.</param>
/// <param name="LastError">Why the newest attempt failed; null when it did not.</param>
internal sealed record AuditPosition(string Name, long Sequence, DateTimeOffset MovedAt, string? LastError);
