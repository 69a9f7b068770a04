using System.Buffers;
using System.Runtime.CompilerServices;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests;

/// <summary>
/// Up to eight edits of a body, kept in order, that do not overlap. Every other byte goes out as it came in. A value of its own: it holds
/// copies of the new text, so it can wait across an await.
/// </summary>
public struct Splices
{
    /// <summary>How many edits fit.</summary>
    public const int Capacity = 8;

    /// <summary>How many bytes of new text fit: a model's name, a few numbers and member names.</summary>
    public const int TextCapacity = 1024;

    private Edits _edits;
    private Text _text;

    /// <summary>How many edits there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many bytes of new text are kept.</summary>
    public int TextLength { get; private set; }

    /// <summary>How many bytes the edits add; negative when they take away more.</summary>
    public int Growth { get; private set; }

    /// <summary>Puts other bytes in a place; what was put there before is replaced.</summary>
    /// <exception cref="InvalidOperationException">The edit overlaps another one, or there is no room.</exception>
    public void Replace(Slice what, ReadOnlySpan<byte> with)
    {
        var index = Find(what.Start);
        if (index < Count && _edits[index].What == what && what.Length > 0)
        {
            Growth -= _edits[index].Length - what.Length;
            _edits[index] = Keep(what, with);
            return;
        }

        Add(index, what, with);
    }

    /// <summary>Puts bytes between two others. Of two insertions at one place, the later one stands behind.</summary>
    /// <exception cref="InvalidOperationException">The place lies inside another edit, or there is no room.</exception>
    public void Insert(int at, ReadOnlySpan<byte> with)
    {
        var index = Find(at);
        while (index < Count && _edits[index].What == new Slice(at, 0))
        {
            index++;
        }

        Add(index, new Slice(at, 0), with);
    }

    /// <summary>Whether something is already put in at a place.</summary>
    internal readonly bool HasInsertAt(int at)
    {
        var index = Find(at);
        return index < Count && _edits[index].What == new Slice(at, 0);
    }

    /// <summary>The length of the edited body.</summary>
    public readonly int Length(int bodyLength) => bodyLength + Growth;

    /// <summary>Writes the edited body.</summary>
    public readonly void WriteTo(ReadOnlySpan<byte> body, IBufferWriter<byte> to)
    {
        var from = 0;
        for (var i = 0; i < Count; i++)
        {
            var edit = _edits[i];
            to.Write(body[from..edit.What.Start]);
            to.Write(((ReadOnlySpan<byte>)_text).Slice(edit.Start, edit.Length));
            from = edit.What.End;
        }

        to.Write(body[from..]);
    }

    /// <summary>The place of an edit, in the order of the body: for those who write the body in pieces.</summary>
    public readonly Slice PlaceOf(int index) => _edits[index].What;

    /// <summary>Copies the new text of an edit.</summary>
    public readonly int CopyText(int index, Span<byte> to)
    {
        var edit = _edits[index];
        ((ReadOnlySpan<byte>)_text).Slice(edit.Start, edit.Length).CopyTo(to);
        return edit.Length;
    }

    private readonly int Find(int start)
    {
        var index = 0;
        while (index < Count && _edits[index].What.Start < start)
        {
            index++;
        }

        return index;
    }

    private void Add(int index, Slice what, ReadOnlySpan<byte> with)
    {
        var overlapsLeft = index > 0 && _edits[index - 1].What.End > what.Start;
        var overlapsRight = index < Count && _edits[index].What.Start < what.End;
        if (Count == Capacity || overlapsLeft || overlapsRight)
        {
            throw new InvalidOperationException("Edits of a body may not overlap, and only eight fit.");
        }

        for (var i = Count; i > index; i--)
        {
            _edits[i] = _edits[i - 1];
        }

        _edits[index] = Keep(what, with);
        Count++;
    }

    private Edit Keep(Slice what, ReadOnlySpan<byte> with)
    {
        if (with.Length > TextCapacity - TextLength)
        {
            throw new InvalidOperationException("The new text of a body's edits does not fit.");
        }

        with.CopyTo(((Span<byte>)_text)[TextLength..]);
        var edit = new Edit(what, TextLength, with.Length);
        TextLength += with.Length;
        Growth += with.Length - what.Length;
        return edit;
    }

    private readonly record struct Edit(Slice What, int Start, int Length);

    [InlineArray(Capacity)]
    private struct Edits
    {
        private Edit _first;
    }

    [InlineArray(TextCapacity)]
    private struct Text
    {
        private byte _first;
    }
}
