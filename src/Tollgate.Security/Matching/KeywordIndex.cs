using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tollgate.Security.Matching;

/// <summary>
/// Looks for hundreds of words at once. Each word is found by its rarest four bytes (ASCII case folded); a bitmap of 128 Ki bits,
/// which lives in the first-level cache, says for every place of the text whether such a gram starts there. Five places are tried
/// for one load of eight bytes, without a branch between them.
/// </summary>
internal sealed class KeywordIndex
{
    private const ulong Fold = 0x2020202020202020;
    private const uint GramFold = 0x20202020;
    private const uint Multiplier = 0x9E3779B1;
    private const int HashBits = 17;
    private const int Shift = 32 - HashBits;
    private const int GramBytes = 4;

    private readonly uint[] _bitmap = new uint[1 << (HashBits - 5)];
    private readonly int[] _heads = new int[1 << HashBits];
    private readonly List<KeywordEntry> _entries = [default];

    /// <summary>Builds the index; a word has at least two bytes.</summary>
    public KeywordIndex(IEnumerable<Keyword> keywords)
    {
        foreach (var keyword in keywords)
        {
            Add(keyword);
        }

        Entries = [.. _entries];
    }

    /// <summary>Chains of keywords by number; 0 ends a chain.</summary>
    public KeywordEntry[] Entries { get; }

    /// <summary>The next place from there on where a gram of some keyword starts, and the chain of candidates; -1 at the end.</summary>
    public int Next(ReadOnlySpan<byte> text, int from, out int chain)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        ref var map = ref MemoryMarshal.GetArrayDataReference(_bitmap);
        var last = text.Length - 8;
        var at = from;
        for (; at <= last; at += 5)
        {
            var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at)) | Fold;
            var hits = Bit(ref map, Hash((uint)word))
                | (Bit(ref map, Hash((uint)(word >> 8))) << 1)
                | (Bit(ref map, Hash((uint)(word >> 16))) << 2)
                | (Bit(ref map, Hash((uint)(word >> 24))) << 3)
                | (Bit(ref map, Hash((uint)(word >> 32))) << 4);
            if (hits != 0)
            {
                at += BitOperations.TrailingZeroCount(hits);
                chain = _heads[Hash(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref start, at)) | GramFold)];
                return at;
            }
        }

        return NextInTail(text, at, out chain);
    }

    /// <summary>Whether the keyword stands where its gram was found; the place it starts at, or -1.</summary>
    public static int Verify(ReadOnlySpan<byte> text, int gram, in KeywordEntry entry)
    {
        var start = gram - entry.Offset;
        if (start < 0 || start + entry.Text.Length > text.Length)
        {
            return -1;
        }

        var found = text.Slice(start, entry.Text.Length);
        var isSame = entry.IgnoresCase ? EqualsIgnoringCase(found, entry.Text) : found.SequenceEqual(entry.Text);
        return isSame ? start : -1;
    }

    private static bool EqualsIgnoringCase(ReadOnlySpan<byte> found, ReadOnlySpan<byte> lower)
    {
        for (var index = 0; index < found.Length; index++)
        {
            var value = found[index];
            if ((value is >= (byte)'A' and <= (byte)'Z' ? value | 0x20 : value) != lower[index])
            {
                return false;
            }
        }

        return true;
    }

    private int NextInTail(ReadOnlySpan<byte> text, int from, out int chain)
    {
        for (var at = from; at + GramBytes <= text.Length; at++)
        {
            chain = _heads[Hash(MemoryMarshal.Read<uint>(text[at..]) | GramFold)];
            if (chain != 0)
            {
                return at;
            }
        }

        chain = 0;
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(uint gram) => (gram * Multiplier) >> Shift;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bit(ref uint map, uint hash) => (Unsafe.Add(ref map, (int)(hash >> 5)) >> (int)(hash & 31)) & 1;

    private void Add(Keyword keyword)
    {
        if (keyword.Text.Length >= GramBytes)
        {
            var offset = RarestGram(keyword.Text);
            Enter(MemoryMarshal.Read<uint>(keyword.Text.AsSpan(offset)) | GramFold, keyword, offset);
            return;
        }

        var gram = new byte[GramBytes];
        keyword.Text.CopyTo(gram, 0);
        Expand(keyword, gram, keyword.Text.Length, []);
    }

    /// <summary>A short word is entered once for everything that may follow it.</summary>
    private void Expand(Keyword keyword, byte[] gram, int filled, HashSet<uint> seen)
    {
        if (filled == GramBytes)
        {
            var folded = MemoryMarshal.Read<uint>(gram.AsSpan()) | GramFold;
            if (seen.Add(folded))
            {
                Enter(folded, keyword, 0);
            }

            return;
        }

        for (var value = 0; value < 256; value++)
        {
            if (keyword.After is null || keyword.After.Has((byte)value))
            {
                gram[filled] = (byte)value;
                Expand(keyword, gram, filled + 1, seen);
            }
        }
    }

    private void Enter(uint folded, Keyword keyword, int offset)
    {
        var hash = Hash(folded);
        _bitmap[hash >> 5] |= 1u << (int)(hash & 31);
        _entries.Add(new KeywordEntry(keyword.Text, keyword.IgnoresCase, keyword.Owner, offset, _heads[hash]));
        _heads[hash] = _entries.Count - 1;
    }

    /// <summary>The four bytes that ordinary text holds least often, by the frequency of letters.</summary>
    private static int RarestGram(ReadOnlySpan<byte> word)
    {
        var best = 0;
        var least = int.MaxValue;
        for (var offset = 0; offset + GramBytes <= word.Length; offset++)
        {
            var sum = 0;
            foreach (var value in word.Slice(offset, GramBytes))
            {
                sum += Frequency(value);
            }

            if (sum < least)
            {
                (least, best) = (sum, offset);
            }
        }

        return best;
    }

    private static int Frequency(byte value)
    {
        var rank = "etaoinsrhldcumfpgwybvkxjqz"u8.IndexOf((byte)(value | 0x20));
        return rank >= 0 ? 30 - rank : value is (byte)' ' or (byte)'/' or (byte)'"' ? 20 : 8;
    }
}
