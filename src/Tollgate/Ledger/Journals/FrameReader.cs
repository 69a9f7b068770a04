using System.Buffers;

namespace Tollgate.Ledger.Journals;

/// <summary>Reads the records of one segment in order, through a rented window.</summary>
internal sealed class FrameReader(IJournalFile file) : IDisposable
{
    private const int WindowBytes = 128 * 1024;

    private readonly byte[] _window = ArrayPool<byte>.Shared.Rent(WindowBytes);
    private long _start;
    private int _filled;

    /// <summary>The record at a place, within bounds; false when there is no sound one.</summary>
    public bool TryRead(long at, long end, out ReadOnlySpan<byte> frame)
    {
        var length = RecordFrame.Check(Window(at, end));
        if (length == 0)
        {
            // The record may lie across the end of the window: look again from its beginning.
            Fill(at, end);
            length = RecordFrame.Check(Window(at, end));
        }

        frame = length == 0 ? default : Window(at, end)[..length];
        return length > 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_window);
        file.Dispose();
    }

    private ReadOnlySpan<byte> Window(long at, long end)
    {
        var skipped = at - _start;
        return skipped < 0 || skipped >= _filled ? default : _window.AsSpan((int)skipped, (int)Math.Min(_filled - skipped, end - at));
    }

    private void Fill(long at, long end)
    {
        _start = at;
        _filled = 0;
        var most = (int)Math.Min(WindowBytes, end - at);
        while (_filled < most)
        {
            var read = file.Read(_window.AsSpan(_filled, most - _filled), at + _filled);
            if (read == 0)
            {
                break;
            }

            _filled += read;
        }
    }
}
