namespace Tollgate.Cli.SourceScan.Git;

/// <summary>Reads what git prints with -z: texts that end with a zero byte.</summary>
internal sealed class GitTokens(Stream output)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>Reads the next one; it stays until the next call. A last one without its end is no whole one and is not handed out.</summary>
    public bool TryRead(out ReadOnlySpan<byte> token)
    {
        var looked = 0;
        while (true)
        {
            var end = _buffer.AsSpan(_start + looked, _end - _start - looked).IndexOf((byte)0);
            if (end >= 0)
            {
                token = _buffer.AsSpan(_start, looked + end);
                _start += looked + end + 1;
                return true;
            }

            looked = _end - _start;
            if (!TryFill())
            {
                token = default;
                return false;
            }
        }
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

        var read = output.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isOver = read == 0;
        return !_isOver;
    }
}
