using System.Buffers;
using System.Text;

namespace Tollgate.Security.Matching;

/// <summary>Rules with words and patterns: one pass looks for all words, and the patterns of those that are there run once each. A text without any allocates nothing.</summary>
internal sealed class TriggeredRules
{
    /// <summary>No more rules than bits.</summary>
    private const int MostRules = 64;

    private readonly TriggeredRule[] _rules;
    private readonly KeywordIndex _index;

    /// <summary>An index of the rules.</summary>
    public TriggeredRules(IReadOnlyList<TriggeredRule> rules)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rules.Count, MostRules, nameof(rules));
        _rules = [.. rules];
        var keywords = new List<Keyword>();
        for (var number = 0; number < _rules.Length; number++)
        {
            foreach (var key in _rules[number].Keys)
            {
                keywords.Add(new Keyword(Encoding.UTF8.GetBytes(key), IgnoresCase: true, number));
            }
        }

        _index = new KeywordIndex(keywords);
    }

    /// <summary>Reports every match.</summary>
    public void Scan(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var triggered = Triggered(text);
        if (triggered == 0)
        {
            return;
        }

        // Byte for byte, so that places in the pattern's text are places in ours.
        var letters = ArrayPool<char>.Shared.Rent(text.Length);
        Encoding.Latin1.GetChars(text, letters);
        for (; triggered != 0; triggered &= triggered - 1)
        {
            var rule = _rules[System.Numerics.BitOperations.TrailingZeroCount(triggered)];
            foreach (var pattern in rule.Compiled)
            {
                Report(rule, pattern, letters.AsSpan(0, text.Length), ref sink);
            }
        }

        ArrayPool<char>.Shared.Return(letters);
    }

    private static void Report(TriggeredRule rule, LinearPattern pattern, ReadOnlySpan<char> letters, ref ScanSink sink)
    {
        var (start, length) = pattern.Next(letters, 0);
        for (; length > 0; (start, length) = pattern.Next(letters, start + length))
        {
            sink.Report(rule.Rule, rule.Rule.Severity, rule.Confidence, start, start + length);
        }
    }

    private ulong Triggered(ReadOnlySpan<byte> text)
    {
        var triggered = 0UL;
        var entries = _index.Entries;
        for (var at = _index.Next(text, 0, out var chain); at >= 0; at = _index.Next(text, at + 1, out chain))
        {
            for (; chain != 0; chain = entries[chain].Next)
            {
                ref readonly var entry = ref entries[chain];
                if ((triggered & (1UL << entry.Owner)) == 0 && KeywordIndex.Verify(text, at, entry) >= 0)
                {
                    triggered |= 1UL << entry.Owner;
                }
            }
        }

        return triggered;
    }
}
