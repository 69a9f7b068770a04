using System.Runtime.CompilerServices;

namespace Tollgate.Security.Secrets;

/// <summary>What the characters of a value say about how it was made.</summary>
internal static class Randomness
{
    private const int ShortestWord = 3;

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

    /// <summary>Whether two or more capitalised words with one number at most make up most of a value: `X25519PrivateKey` is a name.</summary>
    public static bool IsWritten(ReadOnlySpan<byte> value)
    {
        var (words, covered) = (0, 0);
        for (var at = 0; at < value.Length; at++)
        {
            var length = char.IsAsciiLetterUpper((char)value[at]) ? 1 + LowerRun(value[(at + 1)..]) : 0;
            if (length >= ShortestWord)
            {
                words++;
                covered += length;
                at += length - 1;
            }
        }

        return words > 1 && covered * 5 >= value.Length * 3 && DigitGroups(value) <= 1;
    }

    private static int DigitGroups(ReadOnlySpan<byte> value)
    {
        var groups = 0;
        for (var at = 0; at < value.Length; at++)
        {
            groups += char.IsAsciiDigit((char)value[at]) && (at == 0 || !char.IsAsciiDigit((char)value[at - 1])) ? 1 : 0;
        }

        return groups;
    }

    private static int LowerRun(ReadOnlySpan<byte> value)
    {
        var length = value.IndexOfAnyExceptInRange((byte)'a', (byte)'z');
        return length < 0 ? value.Length : length;
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
