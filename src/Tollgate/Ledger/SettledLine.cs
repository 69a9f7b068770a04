using Tollgate.Core;

namespace Tollgate.Ledger;

/// <summary>A ledger line that has just become part of the ledger, for those who keep sums of their own.</summary>
/// <param name="RequestId">The call.</param>
/// <param name="Attempt">The attempt's number.</param>
/// <param name="Kind">What the line does.</param>
/// <param name="OrganizationId">Whose call it was.</param>
/// <param name="Cost">Owed; negative when an adjustment gives back.</param>
/// <param name="Uncertain">May be owed on top; negative when uncertainty ends.</param>
/// <param name="Bound">What was reserved for the attempt.</param>
/// <param name="Windows">The budget windows that held the reserve.</param>
/// <param name="At">When the attempt was settled.</param>
internal sealed record SettledLine(
    Guid RequestId, int Attempt, LineKind Kind, Guid OrganizationId, Money Cost, Money Uncertain, Money Bound, ReadOnlyMemory<Guid> Windows, DateTimeOffset At)
{
    /// <summary>What the attempt made at the provider; null when nothing.</summary>
    public MadeObjects? Made { get; init; }
}
