namespace Tollgate.Hosting.Settings;

/// <summary>The journal (CONTRACT 7).</summary>
internal sealed record JournalSettings
{
    /// <summary>How much power loss may take: a time, zero for "each record is forced to disk", null for "the system decides".</summary>
    public TimeSpan? Fsync { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Bytes of one segment.</summary>
    public int SegmentBytes { get; init; } = 8 << 20;

    /// <summary>Bytes of all segments: when they are full, nothing new is sent.</summary>
    public long MaxBytes { get; init; } = 1L << 30;
}
