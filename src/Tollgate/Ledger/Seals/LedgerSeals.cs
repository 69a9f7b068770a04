using Tollgate.Audit;

namespace Tollgate.Ledger.Seals;

/// <summary>How the ledger is sealed.</summary>
/// <param name="Audit">Where closed seals go.</param>
/// <param name="Time">The clock.</param>
/// <param name="Note">What calls were judged by while this process writes: goes into each seal.</param>
internal sealed record LedgerSeals(AuditLog Audit, TimeProvider Time, string Note)
{
    /// <summary>Whether records of an earlier process are being written: it is not known what they were judged by.</summary>
    public bool IsReplay { get; set; }

    /// <summary>A seal of this many calls is closed.</summary>
    public const long MostCalls = 100_000;

    /// <summary>A seal that was opened so long ago is closed with the next row.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);
}
