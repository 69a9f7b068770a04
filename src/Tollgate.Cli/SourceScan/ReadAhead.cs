namespace Tollgate.Cli.SourceScan;

/// <summary>The bytes of a stream that were read and not yet taken, in one piece that grows as far as it must.</summary>
internal sealed class ReadAhead(Stream input)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>What is there; it stays until the next <see cref="TryFill"/>.</summary>
    public ReadOnlyMemory<byte> Rest => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Takes so many bytes off the front.</summary>
    public void Take(int count) => _start += count;

    /// <summary>Reads more behind what is there; false at the end of the stream.</summary>
    public bool TryFill()
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
