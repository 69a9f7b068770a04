using System.Numerics;
using System.Text;

namespace Tollgate.Security.Injection;

/// <summary>What words mean, as far as it matters here: each word is in some of up to 64 classes.</summary>
internal sealed class Lexicon
{
    private const int MostSigns = 4;
    private readonly Dictionary<uint, ulong> _classes = [];

    // The same by open addressing, at most a quarter full: every word of every text is looked up here.
    private (uint Hash, ulong Classes)[] _table = new (uint, ulong)[4];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Adds words, separated by blanks, to a class.</summary>
    public void Add(string name, string words)
    {
        if (!_numbers.TryGetValue(name, out var number))
        {
            _numbers[name] = number = _numbers.Count;
        }

        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = WordHash.Of(Encoding.UTF8.GetBytes(word));
            _classes[hash] = _classes.GetValueOrDefault(hash) | (1UL << number);
        }

        _table = new (uint, ulong)[BitOperations.RoundUpToPowerOf2((uint)_classes.Count * 4)];
        foreach (var (hash, classes) in _classes)
        {
            var at = hash & (uint)(_table.Length - 1);
            while (_table[at].Classes != 0)
            {
                at = (at + 1) & (uint)(_table.Length - 1);
            }

            _table[at] = (hash, classes);
        }
    }

    /// <summary>The bit of a class; a name with a + is several classes at once.</summary>
    public ulong Bit(string name)
    {
        var bits = 0UL;
        foreach (var part in name.Split('+'))
        {
            bits |= 1UL << _numbers[part];
        }

        return bits;
    }

    /// <summary>Says of every word which classes it is in.</summary>
    public void Classify(WordList words)
    {
        var hashes = words.Hashes;
        for (var word = 0; word < hashes.Length; word++)
        {
            words.Classes[word] = ClassesOf(hashes[word]);
        }
    }

    /// <summary>Length of the longest known word of signs at the start, in bytes; that of the first sign when none is known.</summary>
    public int LongestSigns(ReadOnlySpan<byte> text, int first)
    {
        var longest = first;
        var at = 0;
        for (var signs = 0; signs < MostSigns && at < text.Length && text[at] >= 0xE2; signs++)
        {
            Rune.DecodeFromUtf8(text[at..], out _, out var length);
            at += length;
            longest = at > first && _classes.ContainsKey(WordHash.OfForeign(text[..at])) ? at : longest;
        }

        return longest;
    }

    private ulong ClassesOf(uint hash)
    {
        var table = _table;
        var at = hash & (uint)(table.Length - 1);
        while (table[at].Classes != 0)
        {
            if (table[at].Hash == hash)
            {
                return table[at].Classes;
            }

            at = (at + 1) & (uint)(table.Length - 1);
        }

        return 0;
    }
}
