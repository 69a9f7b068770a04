using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tollgate.Security.Canaries;

/// <summary>Keyed prints of the first bytes of a text, cheap enough for every place of it. Letters count in either case.</summary>
internal readonly struct CanaryKey
{
    private const ulong Fold = 0x2020202020202020;
    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>Prints under a key.</summary>
    public CanaryKey(ReadOnlySpan<byte> key)
    {
        Span<byte> made = stackalloc byte[32];
        HMACSHA256.HashData(key, "canary prints"u8, made);
        _first = BinaryPrimitives.ReadUInt64LittleEndian(made) | 1;
        _second = BinaryPrimitives.ReadUInt64LittleEndian(made[8..]) | 1;
    }

    /// <summary>The print of the first twelve bytes.</summary>
    public ulong Window(ReadOnlySpan<byte> text)
    {
        var low = (BinaryPrimitives.ReadUInt64LittleEndian(text) | Fold) + _second;
        var high = (BinaryPrimitives.ReadUInt32LittleEndian(text[8..]) | 0x20202020u) + _first;
        var top = Math.BigMul(low * _first, high * _second, out var bottom);
        return top ^ bottom;
    }

    /// <summary>The hash of a value; letters count in either case.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var folded = value.ToArray();
        foreach (ref var letter in folded.AsSpan())
        {
            letter = letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
        }

        return HMACSHA256.HashData(key, folded);
    }
}
