namespace Tollgate.Ledger.Journals;

/// <summary>A segment that this run writes or wrote; all of it is guarded by the journal's lock.</summary>
internal sealed class JournalSegment(long number, IJournalFile file, long capacity) : IDisposable
{
    /// <summary>"TGJ1" and room for what a later version wants to say.</summary>
    public const int HeaderBytes = 16;

    public static ReadOnlySpan<byte> Header => "TGJ1\n\0\0\0\0\0\0\0\0\0\0\0"u8;

    public long Number { get; } = number;

    public IJournalFile File { get; } = file;

    /// <summary>Where the next record goes.</summary>
    public long Length { get; set; } = HeaderBytes;

    public long Remaining => capacity - Length;

    /// <summary>What can surely be used: a record that does not fit at the end goes to the next segment.</summary>
    public long SurelyUsable => Math.Max(0, Remaining - RecordFrame.LargestRecord);

    /// <summary>Whether something was written since the last flush.</summary>
    public bool IsDirty { get; set; }

    /// <summary>A flush or a write failed: nothing more is written to it.</summary>
    public bool IsBroken { get; set; }

    /// <summary>A flush failed: it is never flushed again, for the next one would claim a success that is none.</summary>
    public bool IsFlushBroken { get; set; }

    public void Dispose() => File.Dispose();
}
