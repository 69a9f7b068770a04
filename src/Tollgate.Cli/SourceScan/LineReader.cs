namespace Tollgate.Cli.SourceScan;

/// <summary>Reads lines of bytes as they come; a line longer than what is kept is passed over.</summary>
internal sealed class LineReader(Stream input, int longest)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>Reads the next line, without its end; it stays until the next call. A line that is too long comes without its text.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line, out bool isTooLong)
    {
        (line, isTooLong) = (default, false);
        var looked = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)'\n');
            if (end >= 0)
            {
                isTooLong |= looked + end > longest;
                line = isTooLong ? default : _buffer.AsMemory(_start, looked + end);
                _start += looked + end + 1;
                return true;
            }

            looked = _end - _start;
            if (looked > longest)
            {
                (isTooLong, _start, looked) = (true, _end, 0);
            }

            if (!TryFill())
            {
                return TryEnd(isTooLong, out line);
            }
        }
    }

    /// <summary>What stands behind the last end of a line is a line too.</summary>
    private bool TryEnd(bool isTooLong, out ReadOnlyMemory<byte> line)
    {
        line = isTooLong ? default : _buffer.AsMemory(_start, _end - _start);
        var hasMore = isTooLong || _end > _start;
        _start = _end;
        return hasMore;
    }

    private bool TryFill()
    {
        if (_isOver)
        {
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = input.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isOver = read == 0;
        return !_isOver;
    }
}
