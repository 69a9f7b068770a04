namespace Tollgate.Dialects.Replies.Relaying;

/// <summary>A Gemini stream without `alt=sse`: one JSON array whose elements come one by one. Each element is an event.</summary>
internal sealed class ArrayFraming : EventFraming
{
    private int _scanned;
    private int _depth;
    private bool _isInText;
    private bool _isEscaped;
    private bool _isEnd;

    public override int FindEnd(ReadOnlySpan<byte> bytes)
    {
        while (_scanned < bytes.Length)
        {
            var value = bytes[_scanned++];
            if (_isInText)
            {
                PassText(value);
                continue;
            }

            if (EndsElement(value))
            {
                _isEnd = _depth == 0;
                var end = _scanned;
                _scanned = 0;
                return end;
            }
        }

        return -1;
    }

    public override void Forget() => _scanned = 0;

    public override StreamEvent Read(ReadOnlySpan<byte> bytes) =>
        _isEnd ? new StreamEvent(default, default, true) : new StreamEvent(default, bytes.TrimStart("[, \r\n\t\uFEFF"u8), false);

    private void PassText(byte value)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            return;
        }

        _isEscaped = value == (byte)'\\';
        _isInText = value != (byte)'"';
    }

    private bool EndsElement(byte value)
    {
        switch (value)
        {
            case (byte)'"':
                _isInText = true;
                return false;
            case (byte)'{' or (byte)'[':
                _depth++;
                return false;
            case (byte)'}' or (byte)']':
                _depth = Math.Max(0, _depth - 1);
                return _depth <= 1;
            default:
                return false;
        }
    }
}
