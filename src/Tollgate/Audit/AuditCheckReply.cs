namespace Tollgate.Audit;

/// <summary>Whether the chain is whole.</summary>
/// <param name="IsWhole">Whether every row fits the one before it.</param>
/// <param name="FirstBreak">The place of the first row that does not.</param>
internal sealed record AuditCheckReply(bool IsWhole, long? FirstBreak);
