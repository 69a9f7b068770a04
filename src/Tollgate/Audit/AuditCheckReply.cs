namespace Tollgate.Audit;

/// <summary>Whether the chain is whole.</summary>
/// <param name="IsWhole">Whether every row fits the one before it, up to the last that was written.</param>
/// <param name="FirstBreak">The place of the first row that does not.</param>
/// <param name="Fault">What is wrong there.</param>
/// <param name="Rows">The rows that fit.</param>
/// <param name="Head">The hash of the last of them.</param>
internal sealed record AuditCheckReply(bool IsWhole, long? FirstBreak, string? Fault, long Rows, string Head);
