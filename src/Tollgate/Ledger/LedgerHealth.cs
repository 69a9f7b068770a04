namespace Tollgate.Ledger;

/// <summary>How far the database is behind the journal.</summary>
/// <param name="IsKeepingUp">Whether the last write succeeded.</param>
/// <param name="Sentence">What is wrong and what happens meanwhile; null when nothing is.</param>
/// <param name="PendingRecords">Records in the journal that the database does not hold yet.</param>
/// <param name="Lag">Age of the oldest of them.</param>
/// <param name="WrittenRecords">Records of this run that the database holds.</param>
/// <param name="Failures">Batches that had to be tried again.</param>
/// <param name="Rejected">Records that the database would not take by themselves; their segments are kept.</param>
internal sealed record LedgerHealth(
    bool IsKeepingUp, string? Sentence, long PendingRecords, TimeSpan Lag, long WrittenRecords, long Failures, long Rejected);
