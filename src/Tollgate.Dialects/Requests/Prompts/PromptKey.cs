using System.Buffers.Binary;

namespace Tollgate.Dialects.Requests.Prompts;

/// <summary>Two secret points of the field of 2^61 - 1 elements, at which <see cref="PromptHash"/> evaluates.</summary>
internal readonly struct PromptKey
{
    /// <summary>Bytes of randomness that a key takes.</summary>
    public const int Length = 16;

    public PromptKey(ReadOnlySpan<byte> random)
    {
        First = (BinaryPrimitives.ReadUInt64LittleEndian(random) % (PromptHash.Prime - 1)) + 1;
        Second = (BinaryPrimitives.ReadUInt64LittleEndian(random[8..]) % (PromptHash.Prime - 1)) + 1;
    }

    public ulong First { get; }

    public ulong Second { get; }
}
