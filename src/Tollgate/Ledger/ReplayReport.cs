namespace Tollgate.Ledger;

/// <summary>What the start made of the records that earlier runs left.</summary>
/// <param name="Records">Records read.</param>
/// <param name="Lines">Ledger lines that the database did not have yet.</param>
/// <param name="Unsettled">Attempts that were sent and never settled: their bound now stands as uncertain (a line with cost 0), in the same windows.</param>
/// <param name="TruncatedBytes">Bytes of a torn end that were cut off.</param>
/// <param name="Quarantined">Numbers of damaged segments; their sound records were replayed.</param>
/// <param name="Rejected">Records that the database would not take: they stay in the journal.</param>
internal sealed record ReplayReport(long Records, long Lines, IReadOnlyList<SettledLine> Unsettled, long TruncatedBytes, IReadOnlyList<long> Quarantined, long Rejected)
{
    /// <summary>Whether the database holds everything that earlier runs recorded: only then is it known what they spent.</summary>
    public bool IsWhole => Quarantined.Count == 0 && Rejected == 0;

    /// <summary>Nothing was left behind.</summary>
    public static readonly ReplayReport Empty = new(0, 0, [], 0, [], 0);
}
