using System.Text;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Injection;

/// <summary>
/// The hash of a word as it sounds: case folded, digits and marks that stand for letters taken as those letters, and i, l and 1 taken
/// as one, so that "ignore", "IGNORE" and "1gn0re" are the same word.
/// </summary>
internal static class WordHash
{
    /// <summary>Start of a hash.</summary>
    public const uint Seed = 2166136261;

    /// <summary>The hash of every number.</summary>
    public const uint Number = 0x9D5C3B1F;

    private const uint Prime = 16777619;
    private static readonly byte[] Folded = MakeFolded();

    /// <summary>The hash with one more byte.</summary>
    public static uint Add(uint hash, byte value) => (hash ^ Folded[value]) * Prime;

    /// <summary>Whether a byte is an ASCII letter or digit.</summary>
    public static bool IsPlain(byte value) => ByteClass.Alphanumeric.Has(value);

    /// <summary>Mixes the bits of a hash, so that any of them can choose a place in a table.</summary>
    public static uint Mix(uint hash)
    {
        hash ^= hash >> 15;
        hash *= 0x2C1B3C6D;
        hash ^= hash >> 12;
        return hash;
    }

    /// <summary>The hash of a word of a catalogue.</summary>
    public static uint Of(ReadOnlySpan<byte> word)
    {
        if (word.ContainsAnyExceptInRange((byte)0, (byte)0x7F))
        {
            return OfForeign(word);
        }

        var hash = Seed;
        var length = word.Length > 3 && (word[^1] | 0x20) == 's' ? word.Length - 1 : word.Length;
        foreach (var value in word[..length])
        {
            hash = Add(hash, value);
        }

        return hash;
    }

    /// <summary>The hash of a word beyond ASCII: capital letters of the Greek and Cyrillic alphabets count as small ones.</summary>
    public static uint OfForeign(ReadOnlySpan<byte> word)
    {
        var hash = Seed;
        while (!word.IsEmpty)
        {
            Rune.DecodeFromUtf8(word, out var rune, out var length);
            var value = (uint)(rune.Value is >= 0x370 and < 0x530 ? Rune.ToLowerInvariant(rune).Value : rune.Value);
            hash = value < 0x80 ? Add(hash, (byte)value) : (hash ^ value) * Prime;
            word = word[length..];
        }

        return hash;
    }

    private static byte[] MakeFolded()
    {
        var table = new byte[256];
        for (var value = 0; value < 256; value++)
        {
            table[value] = (byte)(value is >= 'A' and <= 'Z' ? value | 0x20 : value);
        }

        var pairs = "0o1i3e4a5s7t8b9g@a$s!ili|iLi"u8;
        for (var index = 0; index < pairs.Length; index += 2)
        {
            table[pairs[index]] = pairs[index + 1];
        }

        return table;
    }
}
