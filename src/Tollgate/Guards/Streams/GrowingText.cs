using Tollgate.Guards.Redacting;
using Tollgate.Security;

namespace Tollgate.Guards.Streams;

/// <summary>A text that comes in pieces, of which the newest still wait: a choice's content, a tool call's arguments.</summary>
/// <param name="key">Which text it is.</param>
/// <param name="isArguments">Whether its words are JSON.</param>
/// <param name="scanner">Looks through it; null when nothing is looked for.</param>
/// <param name="names">Finds what is put back; null when nothing is.</param>
internal sealed class GrowingText(uint key, bool isArguments, StreamScanner? scanner, PlaceholderReader? names)
{
    /// <summary>
    /// What was judged last waits a little longer: a number with blanks in it may have its second half still to come. Longer things are known
    /// to be open by what is there.
    /// </summary>
    private const int Margin = 64;

    private readonly List<TextPiece> _pieces = [];
    private int _length;
    private bool? _isObject;
    private bool _isComplete;

    /// <summary>Which text it is.</summary>
    public uint Key => key;

    /// <summary>Where the first event starts that must wait; null when none must.</summary>
    public int? Waiting(bool holds)
    {
        var settled = Settled(holds);
        foreach (var piece in _pieces)
        {
            if (piece.TextEnd > settled)
            {
                return piece.EventStart;
            }
        }

        return null;
    }

    /// <summary>Takes a piece; what names stand for is put back.</summary>
    public void Feed(ReadOnlySpan<byte> piece, TextPiece? waiting, StreamBuffer buffer, ref Findings found)
    {
        if (_isObject is null && !piece.Trim(" \n"u8).IsEmpty)
        {
            _isObject = Restoring.IsObject(piece);
        }

        if (waiting is { } place)
        {
            _pieces.Add(place with { TextStart = _length });
        }

        _length += piece.Length;
        scanner?.Push(piece, ref found);
        if (names is null)
        {
            return;
        }

        for (var at = 0; at < piece.Length; at++)
        {
            if (names.Next(piece[at], out var start) is { } value)
            {
                Replace(start, _length - piece.Length + at + 1, JsonInside.Write(value, isArguments || _isObject == true ? 2 : 1), buffer);
            }
        }
    }

    /// <summary>Nothing comes any more.</summary>
    public void Complete(ref Findings found)
    {
        scanner?.Complete(ref found);
        _isComplete = true;
    }

    /// <summary>What still waits of a part of the text.</summary>
    public string Read(int start, int end, StreamBuffer buffer)
    {
        var inside = new List<byte>(end - start);
        foreach (var piece in _pieces)
        {
            if (piece.TextStart < end && start < piece.TextEnd)
            {
                var (from, to) = Within(piece, start, end, buffer);
                inside.AddRange(buffer.Span[from..to]);
            }
        }

        return JsonInside.Read([.. inside]);
    }

    /// <summary>Has something else stand in the place of a part, which may stretch over many events; false when some of it has gone.</summary>
    public bool Replace(int start, int end, byte[] text, StreamBuffer buffer)
    {
        var isWhole = _pieces.Count > 0 && _pieces[0].TextStart <= start;
        var isFirst = true;
        foreach (var piece in _pieces)
        {
            if (piece.TextStart < end && start < piece.TextEnd)
            {
                var (from, to) = Within(piece, start, end, buffer);
                isWhole &= buffer.Replace(from, to, isFirst ? text : []);
                isFirst = false;
            }
        }

        return isWhole && !isFirst;
    }

    /// <summary>The first bytes that waited have gone.</summary>
    public void Forget(int count)
    {
        _pieces.RemoveAll(piece => piece.Start + piece.Length <= count);
        for (var index = 0; index < _pieces.Count; index++)
        {
            var piece = _pieces[index];
            _pieces[index] = piece with { Start = piece.Start - count, EventStart = piece.EventStart - count };
        }
    }

    private static (int Start, int End) Within(in TextPiece piece, int start, int end, StreamBuffer buffer)
    {
        var shift = piece.Start - piece.TextStart;
        var limit = piece.Start + piece.Length;
        return JsonInside.Whole(buffer.Span, piece.Start, Math.Max(start + shift, piece.Start), Math.Min(end + shift, limit), limit);
    }

    private int Settled(bool holds)
    {
        if (_isComplete)
        {
            return _length;
        }

        var settled = holds && scanner is not null ? scanner.Settled - Margin : _length;
        return names is null ? settled : Math.Min(settled, names.Settled);
    }
}
