using System.Runtime.CompilerServices;

namespace Tollgate.Dialects.Requests;

/// <summary>The provider objects that a body names, in the order of the body; the first of them are held inline.</summary>
public struct ObjectReferences
{
    /// <summary>How many are held inline; most requests name a handful.</summary>
    public const int Inline = 16;

    /// <summary>How many are held at all: a long session names each item of its history.</summary>
    public const int Capacity = 4096;

    private Items _items;
    private List<ObjectReference>? _more;

    /// <summary>How many are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the body names more than are held. Nobody can check those: such a call is to be refused.</summary>
    public bool HasMore { get; private set; }

    /// <summary>One of them.</summary>
    public readonly ObjectReference this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return index < Inline ? _items[index] : _more![index - Inline];
        }
    }

    internal void Add(ObjectReference reference)
    {
        if (Count == Capacity)
        {
            HasMore = true;
            return;
        }

        if (Count < Inline)
        {
            _items[Count] = reference;
        }
        else
        {
            _more ??= [];
            _more.Add(reference);
        }

        Count++;
    }

    [InlineArray(Inline)]
    private struct Items
    {
        private ObjectReference _first;
    }
}
