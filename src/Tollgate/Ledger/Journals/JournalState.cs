namespace Tollgate.Ledger.Journals;

/// <summary>Whether the journal takes new calls.</summary>
internal enum JournalState : byte
{
    /// <summary>Takes calls.</summary>
    Ready,
    /// <summary>All room up to `journal.max_bytes` is taken; calls that are out can still settle.</summary>
    Full,
    /// <summary>The disk gives no room for another segment; calls that are out can still settle.</summary>
    DiskFull,
    /// <summary>The disk failed to keep or to take bytes; a person has to look, then restart.</summary>
    Failed,
    /// <summary>Closed.</summary>
    Closed,
}
