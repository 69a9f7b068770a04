using System.Runtime.CompilerServices;

namespace Tollgate.Dialects.Requests;

/// <summary>The provider objects that a body names, in the order of the body, held inline.</summary>
public struct ObjectReferences
{
    /// <summary>How many are held; real requests name a handful.</summary>
    public const int Capacity = 16;

    private Items _items;

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
            return _items[index];
        }
    }

    internal void Add(ObjectReference reference)
    {
        if (Count == Capacity)
        {
            HasMore = true;
            return;
        }

        _items[Count] = reference;
        Count++;
    }

    [InlineArray(Capacity)]
    private struct Items
    {
        private ObjectReference _first;
    }
}
