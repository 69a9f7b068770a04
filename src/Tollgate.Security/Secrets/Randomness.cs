using System.Runtime.CompilerServices;

namespace Tollgate.Security.Secrets;

/// <summary>What the characters of a value say about how it was made.</summary>
internal static class Randomness
{
    /// <summary>n·log2(n) for small n: entropy without a logarithm on the request path.</summary>
    private static readonly float[] Logarithms = MakeLogarithms();

    [InlineArray(256)]
    private struct Counts
    {
        private byte _first;
    }

    /// <summary>Shannon entropy in bits per character of at most 255 characters.</summary>
    public static float Entropy(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return 0;
        }

        value = value.Length > 255 ? value[..255] : value;
        var counts = default(Counts);
        foreach (var character in value)
        {
            counts[character]++;
        }

        var sum = 0f;
        foreach (var count in counts)
        {
            sum += Logarithms[count];
        }

        return (Logarithms[value.Length] - sum) / value.Length;
    }

    /// <summary>Which of digits, lower-case, upper-case letters and other characters there are: bits 0 to 3.</summary>
    public static int Classes(ReadOnlySpan<byte> value)
    {
        var classes = 0;
        foreach (var character in value)
        {
            classes |= character switch
            {
                >= (byte)'0' and <= (byte)'9' => 1,
                >= (byte)'a' and <= (byte)'z' => 2,
                >= (byte)'A' and <= (byte)'Z' => 4,
                _ => 8,
            };
        }

        return classes;
    }

    /// <summary>How often digits and letters, or the cases of letters, change from one character to the next: names change seldom, random text often.</summary>
    public static int Changes(ReadOnlySpan<byte> value)
    {
        var changes = 0;
        for (var index = 1; index < value.Length; index++)
        {
            changes += Classes(value.Slice(index, 1)) != Classes(value.Slice(index - 1, 1)) ? 1 : 0;
        }

        return changes;
    }

    private static float[] MakeLogarithms()
    {
        var table = new float[256];
        for (var count = 2; count < table.Length; count++)
        {
            table[count] = count * MathF.Log2(count);
        }

        return table;
    }
}
