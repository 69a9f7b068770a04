using System.Text;

namespace Tollgate.Security.Unfolding;

/// <summary>What one pass of the unfolder has written so far.</summary>
internal ref struct UnfoldState(TextView view)
{
    private readonly TextView _view = view;
    private int _copied;
    private int _turnedFrom = -1;
    private int _turnedSource;

    /// <summary>How much was changed.</summary>
    public Unfolded Changed { get; private set; }

    /// <summary>Copies what stands before the place and was not written yet.</summary>
    public void CopyUpTo(ReadOnlySpan<byte> text, int at)
    {
        _view.Copy(text[_copied..at], _copied);
        _copied = at;
    }

    /// <summary>Writes a code point, or a byte, for a span of the text; gives the length of the span.</summary>
    public int Write(ReadOnlySpan<byte> text, int at, int length, int value, bool isDeep, bool isByte)
    {
        if (length == 0)
        {
            return 0;
        }

        CopyUpTo(text, at);
        if (isByte || value < 0x80)
        {
            _view.Decode((byte)value, at, at + length);
        }
        else
        {
            _view.Took(new Rune(value).EncodeToUtf8(_view.Room(4)), at, at + length);
        }

        return Skip(at, length, isDeep);
    }

    /// <summary>Leaves a span of the text out.</summary>
    public int Drop(ReadOnlySpan<byte> text, int at, int length)
    {
        CopyUpTo(text, at);
        return Skip(at, length, isDeep: true);
    }

    /// <summary>Leaves a joint out that starts before the place; gives how far behind the place it ends.</summary>
    public int Join(ReadOnlySpan<byte> text, int start, int at, int end)
    {
        if (start < _copied)
        {
            return 0;
        }

        CopyUpTo(text, start);
        Skip(start, end - start, isDeep: true);
        return end - at;
    }

    /// <summary>A run of hidden characters is a text of its own, not the end of the word before it.</summary>
    public void Separate(ReadOnlySpan<byte> text, int at)
    {
        CopyUpTo(text, at);
        _view.Decode((byte)' ', at, at + 1);
    }

    /// <summary>A control that starts or ends a run shown backwards.</summary>
    public void Turn(ReadOnlySpan<byte> text, int at, int length, bool isStart)
    {
        Drop(text, at, length);
        EndReversal();
        if (isStart)
        {
            _turnedFrom = _view.Length;
            _turnedSource = _copied;
        }
    }

    /// <summary>Turns the open run round, so that it reads as it is shown.</summary>
    public void EndReversal()
    {
        if (_turnedFrom >= 0 && !Unfolder.IsTooLong(_view.Length - _turnedFrom))
        {
            _view.Reverse(_turnedFrom);
            _view.Map.Turned(_turnedFrom, _view.Length, _turnedSource, _copied);
        }

        _turnedFrom = -1;
    }

    private int Skip(int at, int length, bool isDeep)
    {
        _copied = at + length;
        if (isDeep || Changed == Unfolded.Nothing)
        {
            Changed = isDeep ? Unfolded.Deep : Unfolded.Plain;
        }

        return length;
    }
}
