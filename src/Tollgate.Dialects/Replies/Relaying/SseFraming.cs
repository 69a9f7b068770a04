namespace Tollgate.Dialects.Replies.Relaying;

/// <summary>Server-sent events: lines end in CR LF, LF or CR, and a blank line ends an event.</summary>
/// <remarks>https://html.spec.whatwg.org/multipage/server-sent-events.html</remarks>
internal sealed class SseFraming : EventFraming
{
    private readonly PooledBytes _joined = new();
    private int _scanned;
    private bool _isLineEmpty = true;
    private bool _isAfterReturn;
    private bool _isFirst = true;

    public override bool OwesLineFeed => _isAfterReturn && _scanned == 0;

    public override int FindEnd(ReadOnlySpan<byte> bytes)
    {
        while (_scanned < bytes.Length)
        {
            if (_isAfterReturn)
            {
                _isAfterReturn = false;
                _scanned += bytes[_scanned] == (byte)'\n' ? 1 : 0;
                continue;
            }

            if (TryEndLine(bytes) && _isLineEmpty)
            {
                return End(bytes);
            }
        }

        return -1;
    }

    public override void Forget() => _scanned = 0;

    public override void PayLineFeed() => _isAfterReturn = false;

    public override StreamEvent Read(ReadOnlySpan<byte> bytes)
    {
        if (_isFirst && bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        _isFirst = false;
        ReadOnlySpan<byte> name = default;
        ReadOnlySpan<byte> data = default;
        var dataLines = 0;
        while (!bytes.IsEmpty)
        {
            var line = TakeLine(ref bytes);
            if (TryField(line, "data"u8, out var value))
            {
                data = dataLines++ == 0 ? value : Join(data, value, dataLines);
            }
            else if (TryField(line, "event"u8, out value))
            {
                name = value;
            }
        }

        return new StreamEvent(name, data, false);
    }

    public override void Dispose()
    {
        base.Dispose();
        _joined.Dispose();
    }

    /// <summary>Goes past the next line end; false when the line goes on in the next chunk.</summary>
    private bool TryEndLine(ReadOnlySpan<byte> bytes)
    {
        var at = bytes[_scanned..].IndexOfAny((byte)'\r', (byte)'\n');
        if (at < 0)
        {
            _scanned = bytes.Length;
            _isLineEmpty = false;
            return false;
        }

        _isAfterReturn = bytes[_scanned + at] == (byte)'\r';
        _scanned += at + 1;
        if (at == 0 && _isLineEmpty)
        {
            return true;
        }

        _isLineEmpty = true;
        return false;
    }

    private int End(ReadOnlySpan<byte> bytes)
    {
        if (_isAfterReturn && _scanned < bytes.Length)
        {
            _scanned += bytes[_scanned] == (byte)'\n' ? 1 : 0;
            _isAfterReturn = false;
        }

        var end = _scanned;
        _scanned = 0;
        return end;
    }

    private static ReadOnlySpan<byte> TakeLine(scoped ref ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        if (at < 0)
        {
            var last = bytes;
            bytes = default;
            return last;
        }

        var line = bytes[..at];
        var isPair = bytes[at] == (byte)'\r' && at + 1 < bytes.Length && bytes[at + 1] == (byte)'\n';
        bytes = bytes[(at + (isPair ? 2 : 1))..];
        return line;
    }

    private static bool TryField(ReadOnlySpan<byte> line, scoped ReadOnlySpan<byte> field, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith(field))
        {
            return false;
        }

        line = line[field.Length..];
        if (line.IsEmpty)
        {
            return true;
        }

        if (line[0] != (byte)':')
        {
            return false;
        }

        value = line.Length > 1 && line[1] == (byte)' ' ? line[2..] : line[1..];
        return true;
    }

    private ReadOnlySpan<byte> Join(ReadOnlySpan<byte> data, ReadOnlySpan<byte> value, int lines)
    {
        if (lines == 2)
        {
            _joined.Clear();
            _joined.Append(data);
        }

        _joined.Append("\n"u8);
        _joined.Append(value);
        return _joined.Span;
    }
}
