namespace Tollgate.Ledger.Journals;

/// <summary>The journal as /health shows it.</summary>
/// <param name="State">Whether it takes new calls.</param>
/// <param name="Sentence">What is wrong and what helps; null when nothing is.</param>
/// <param name="Segments">Files, spare ones included.</param>
/// <param name="Bytes">Allocated bytes of all files.</param>
/// <param name="MaxBytes">The bound on <paramref name="Bytes"/>.</param>
/// <param name="ReservedBytes">Room kept for the ends of calls that are out.</param>
/// <param name="OpenAttempts">Attempts whose end is not recorded yet.</param>
/// <param name="UnsyncedBytes">Written, but not yet forced to the disk.</param>
/// <param name="Appended">Records of this run.</param>
/// <param name="Quarantined">Names of damaged segments that were set aside.</param>
internal sealed record JournalHealth(
    JournalState State,
    string? Sentence,
    int Segments,
    long Bytes,
    long MaxBytes,
    long ReservedBytes,
    int OpenAttempts,
    long UnsyncedBytes,
    long Appended,
    IReadOnlyList<string> Quarantined)
{
    /// <summary>Whether new calls may be sent.</summary>
    public bool IsReady => State == JournalState.Ready;
}
