namespace Tollgate.Ledger.Journals;

/// <summary>When the journal is forced to the disk: what a power cut can take. A killed process loses nothing in any of them.</summary>
internal enum JournalSync : byte
{
    /// <summary>Together, every few milliseconds (see <see cref="JournalOptions.FsyncInterval"/>).</summary>
    Group,
    /// <summary>Before each append returns.</summary>
    Each,
    /// <summary>When the operating system likes.</summary>
    Off,
}
