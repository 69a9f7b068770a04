using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Scanning;

namespace Tollgate.Guards.Records;

/// <summary>What the guards saw in one body or stream, on its way into the records.</summary>
/// <param name="Call">Whose call.</param>
/// <param name="At">When.</param>
/// <param name="Direction">Which way the bytes went.</param>
/// <param name="Bytes">How many bytes were judged.</param>
/// <param name="Action">What was done: the gravest of the findings' actions.</param>
/// <param name="Hits">What was found; empty when the guards failed.</param>
/// <param name="Failure">How the guards failed; null when they did not.</param>
internal sealed record GuardReport(GuardedCall Call, DateTimeOffset At, GuardDirection Direction, long Bytes, GuardAction Action, IReadOnlyList<GuardHit> Hits, string? Failure = null)
{
    /// <summary>Who was shut out for it.</summary>
    public QuarantineEntry? Quarantine { get; init; }

    /// <summary>Whether it belongs into the audit log: something was done, or could not be.</summary>
    public bool IsAudited => Action > GuardAction.Log || Failure is not null;
}
