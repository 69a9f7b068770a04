namespace Tollgate.Security.Unfolding;

/// <summary>Where the blob decoder stands between two runs.</summary>
internal struct BlobState
{
    private int _lineEnd;

    /// <summary>Whether the place is the start of the line that goes on with the last run.</summary>
    public readonly bool IsWrapped(ReadOnlySpan<byte> text, int at)
    {
        if (_lineEnd == 0 || at <= _lineEnd || at - _lineEnd > 12)
        {
            return false;
        }

        return text[_lineEnd..at].IndexOfAnyExcept(" \t\r\n"u8) < 0;
    }

    /// <summary>Length of the line end and indentation at the place, right behind a line of wrapped text.</summary>
    public readonly int LineGap(ReadOnlySpan<byte> text, int at)
    {
        if (_lineEnd == 0 || at != _lineEnd)
        {
            return 0;
        }

        var gap = (text.Length - at > 12 ? text.Slice(at, 12) : text[at..]).IndexOfAnyExcept(" \t\r\n"u8);
        return Math.Max(0, gap);
    }

    /// <summary>A run was decoded.</summary>
    public void Took(TextView view, int end, bool isLine)
    {
        _lineEnd = isLine && view.Length > 0 ? end : 0;
    }

    /// <summary>A run was no text.</summary>
    public void Skipped() => _lineEnd = 0;

    /// <summary>What is decoded next has nothing to do with what was decoded before.</summary>
    public static void Separate(TextView view, int at)
    {
        if (view.Length > 0)
        {
            view.Decode("\n\n"u8, at, at + 1);
        }
    }
}
