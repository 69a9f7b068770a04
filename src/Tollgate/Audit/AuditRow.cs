namespace Tollgate.Audit;

/// <summary>One row of the log.</summary>
/// <param name="Sequence">Its place; without gaps.</param>
/// <param name="Id">Its id.</param>
/// <param name="At">When it happened.</param>
/// <param name="Event">What happened.</param>
/// <param name="PreviousHash">The hash of the row before; zeros for the first.</param>
/// <param name="Hash">The hash over everything above.</param>
internal sealed record AuditRow(long Sequence, Guid Id, DateTimeOffset At, AuditEvent Event, byte[] PreviousHash, byte[] Hash);
