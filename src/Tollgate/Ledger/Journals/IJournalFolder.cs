namespace Tollgate.Ledger.Journals;

/// <summary>The folder of the journal: the boundary to a file system.</summary>
internal interface IJournalFolder
{
    /// <summary>Numbers of the segments that are there, in order.</summary>
    IReadOnlyList<long> List();

    /// <summary>Names of the segments that were set aside.</summary>
    IReadOnlyList<string> ListQuarantined();

    /// <summary>Makes a segment with its room allocated.</summary>
    /// <exception cref="IOException">No room, or no right to write here.</exception>
    IJournalFile Create(long number, long bytes);

    /// <summary>Opens a segment of an earlier run, or one for reading beside its writer.</summary>
    IJournalFile Open(long number, bool canWrite);

    void Delete(long number);

    /// <summary>Sets a damaged segment aside under another name, for a person to look at.</summary>
    void Quarantine(long number);
}
