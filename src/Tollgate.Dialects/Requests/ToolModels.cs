using System.Runtime.CompilerServices;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests;

/// <summary>The models that a provider's own tools are to use besides the call's own (image generation, an advisor), in the order of the body.</summary>
public struct ToolModels
{
    /// <summary>How many are held; real requests name one.</summary>
    public const int Capacity = 4;

    private Names _names;

    /// <summary>How many are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the body names more than are held. Nobody can check those: such a call is to be refused.</summary>
    public bool HasMore { get; private set; }

    /// <summary>One of them, as it stands in the body.</summary>
    public readonly Slice this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _names[index];
        }
    }

    internal void Add(Slice name)
    {
        if (Count == Capacity)
        {
            HasMore = true;
            return;
        }

        _names[Count++] = name;
    }

    [InlineArray(Capacity)]
    private struct Names
    {
        private Slice _first;
    }
}
