namespace Tollgate.Audit;

/// <summary>Whether something that the log proves is as it was written.</summary>
/// <param name="IsWhole">Whether everything fits.</param>
/// <param name="Rows">The rows that fit.</param>
/// <param name="Unproved">Rows from before there was a proof.</param>
/// <param name="Fault">What does not fit first.</param>
internal sealed record AuditPartReply(bool IsWhole, long Rows, long Unproved, string? Fault)
{
    /// <summary>What it is.</summary>
    public string Name { get; init; } = "";
}
