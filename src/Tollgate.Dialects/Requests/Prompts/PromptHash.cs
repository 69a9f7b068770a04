using System.Buffers.Binary;

namespace Tollgate.Dialects.Requests.Prompts;

/// <summary>
/// A keyed hash of a list of byte strings: the list, cut into numbers below 2^56, is a polynomial whose first coefficient is 1, and it is evaluated
/// at the key's two points modulo 2^61 - 1. Different lists are different polynomials, because each string is preceded by its length.
/// </summary>
internal struct PromptHash
{
    /// <summary>The field's size, a Mersenne prime: reduction is a shift and an addition.</summary>
    public const ulong Prime = (1UL << 61) - 1;

    /// <summary>Bytes in one coefficient: 2^56 is below the prime.</summary>
    private const int Stride = 7;

    private readonly PromptKey _key;
    private ulong _first;
    private ulong _second;

    public PromptHash(PromptKey key)
    {
        _key = key;
        _first = 1;
        _second = 1;
    }

    /// <summary>The hash of what was added so far.</summary>
    public readonly UInt128 Digest => new(_first, _second);

    /// <summary>Adds a number.</summary>
    public void Add(ulong number)
    {
        Step(number & uint.MaxValue);
        Step(number >> 32);
    }

    /// <summary>Adds another hash.</summary>
    public void Add(UInt128 digest)
    {
        Add((ulong)(digest >> 64));
        Add((ulong)digest);
    }

    /// <summary>Adds one byte string.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Step((ulong)bytes.Length);
        while (bytes.Length > Stride)
        {
            Step(BinaryPrimitives.ReadUInt64LittleEndian(bytes) & 0x00FF_FFFF_FFFF_FFFF);
            bytes = bytes[Stride..];
        }

        var last = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            last = (last << 8) | bytes[i];
        }

        Step(last);
    }

    private void Step(ulong coefficient)
    {
        _first = MultiplyAdd(_first, _key.First, coefficient);
        _second = MultiplyAdd(_second, _key.Second, coefficient);
    }

    private static ulong MultiplyAdd(ulong left, ulong right, ulong plus)
    {
        var high = Math.BigMul(left, right, out var low);
        var sum = (low & Prime) + ((low >> 61) | (high << 3)) + plus;
        sum = (sum & Prime) + (sum >> 61);
        return sum >= Prime ? sum - Prime : sum;
    }
}
