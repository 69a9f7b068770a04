namespace Tollgate.Audit;

/// <summary>Whether the chain is whole, and what it proves.</summary>
/// <param name="IsWhole">Whether every row fits the one before it, up to the last that was written.</param>
/// <param name="FirstBreak">The place of the first row that does not.</param>
/// <param name="Fault">What is wrong there.</param>
/// <param name="Rows">The rows that fit.</param>
/// <param name="Head">The hash of the last of them.</param>
internal sealed record AuditCheckReply(bool IsWhole, long? FirstBreak, string? Fault, long Rows, string Head)
{
    /// <summary>What else was proved by the log's rows; the whole is whole when these are too.</summary>
    public IReadOnlyList<AuditPartReply>? Parts { get; init; }

    /// <summary>Whether the log and everything that it proves is as it was written.</summary>
    public bool IsProved => IsWhole && Parts?.All(part => part.IsWhole) != false;
}
