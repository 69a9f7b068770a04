namespace Tollgate.Core;

/// <summary>A place in a buffer. Facts about a body are offsets, because spans do not cross an await.</summary>
/// <param name="Start">First byte, from the beginning of the buffer.</param>
/// <param name="Length">Bytes; 0 stands for "absent".</param>
public readonly record struct Slice(int Start, int Length)
{
    /// <summary>Nothing.</summary>
    public static readonly Slice None;

    /// <summary>Whether the slice is absent.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>The byte after the last one.</summary>
    public int End => Start + Length;

    /// <summary>The bytes themselves.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> buffer) => buffer.Slice(Start, Length);
}
