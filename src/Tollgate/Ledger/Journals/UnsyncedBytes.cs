using System.Buffers;

namespace Tollgate.Ledger.Journals;

/// <summary>
/// Copies of the records that no flush has confirmed. After a failed flush the page cache may claim to be clean and be wrong,
/// so what has to be written again comes from here. The journal's lock guards it.
/// </summary>
internal sealed class UnsyncedBytes
{
    /// <summary>More than a healthy disk ever leaves behind; beyond it new calls wait for the disk.</summary>
    public const int Most = 32 << 20;

    private ArrayBufferWriter<byte> _written = new(64 * 1024);
    private ArrayBufferWriter<byte> _flushing = new(64 * 1024);

    public long Count => _written.WrittenCount + _flushing.WrittenCount;

    public void Add(ReadOnlySpan<byte> frame) => _written.Write(frame);

    /// <summary>A flush begins: what was written so far is in its hands.</summary>
    public void BeginFlush() => (_written, _flushing) = (_flushing, _written);

    /// <summary>The flush succeeded.</summary>
    public void EndFlush() => _flushing.ResetWrittenCount();

    /// <summary>Takes out all records that are not confirmed, in order.</summary>
    public List<byte[]> TakeAll()
    {
        var frames = new List<byte[]>();
        foreach (var buffer in (ReadOnlySpan<ArrayBufferWriter<byte>>)[_flushing, _written])
        {
            var rest = buffer.WrittenSpan;
            while (RecordFrame.Check(rest) is > 0 and var length)
            {
                frames.Add(rest[..length].ToArray());
                rest = rest[length..];
            }

            buffer.ResetWrittenCount();
        }

        return frames;
    }
}
