using System.ComponentModel.DataAnnotations;

namespace Tollgate.Ledger.Journals;

/// <summary>Settings of the journal (`journal:` in tollgate.yaml).</summary>
internal sealed record JournalOptions
{
    /// <summary>The folder that holds the segments.</summary>
    public required string Folder { get; init; }

    /// <summary>`journal.fsync`: a duration (group), `each` or `off`.</summary>
    public JournalSync Fsync { get; init; } = JournalSync.Group;

    /// <summary>How often a group is forced to the disk: what a power cut can take at most.</summary>
    [Range(1, 1000)]
    public int FsyncMilliseconds { get; init; } = 5;

    /// <summary>Bytes of one segment, allocated when it is made.</summary>
    [Range(256 * 1024, 256 << 20)]
    public int SegmentBytes { get; init; } = 8 << 20;

    /// <summary>`journal.max_bytes`: all segments together. When they are full, nothing new is sent.</summary>
    [Range(1L << 20, 1L << 44)]
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>How often a group is forced to the disk, as a time.</summary>
    public TimeSpan FsyncInterval => TimeSpan.FromMilliseconds(FsyncMilliseconds);
}
