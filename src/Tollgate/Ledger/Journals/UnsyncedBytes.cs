namespace Tollgate.Ledger.Journals;

/// <summary>
/// Copies of the records that no flush has confirmed. After a failed flush the page cache may claim to be clean and be wrong,
/// so what has to be written again comes from here. The journal's lock guards it.
/// </summary>
internal sealed class UnsyncedBytes
{
    /// <summary>More than a healthy disk ever leaves behind; beyond it new calls wait for the disk.</summary>
    public const int Most = 32 << 20;

    private FrameChunks _written = new();
    private FrameChunks _flushing = new();

    public long Count => _written.Count + _flushing.Count;

    public void Add(ReadOnlySpan<byte> frame) => _written.Add(frame);

    /// <summary>A flush begins: what was written so far is in its hands.</summary>
    public void BeginFlush() => (_written, _flushing) = (_flushing, _written);

    /// <summary>The flush succeeded.</summary>
    public void EndFlush() => _flushing.Clear();

    /// <summary>Takes out all records that are not confirmed, in order.</summary>
    public List<byte[]> TakeAll()
    {
        List<byte[]> frames = [.. _flushing.Frames(), .. _written.Frames()];
        _flushing.Clear();
        _written.Clear();
        return frames;
    }
}
