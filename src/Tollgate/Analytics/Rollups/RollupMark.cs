namespace Tollgate.Analytics.Rollups;

/// <summary>What is counted: every request up to a row, with every line up to a place of the ledger.</summary>
/// <param name="RequestRow">The last request's row number.</param>
/// <param name="RequestId">Its id; null at the beginning.</param>
/// <param name="LineSequence">The last line's place.</param>
internal readonly record struct RollupMark(long RequestRow, Guid? RequestId, long LineSequence)
{
    /// <summary>Nothing is counted.</summary>
    public static readonly RollupMark Beginning = new(0, null, 0);
}
