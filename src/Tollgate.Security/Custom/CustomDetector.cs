using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Custom;

/// <summary>Finds what owners forbid. Words of all rules are looked for at once; patterns run where their rule's words let them. A text without any allocates nothing.</summary>
public sealed class CustomDetector : TextDetector
{
    /// <summary>An organization has no more rules.</summary>
    public const int MostRules = 64;

    /// <summary>A rule has no more words, those included that must not be there.</summary>
    public const int MostWords = CompiledRule.MostWords;

    private readonly CompiledRule[] _rules;
    private readonly KeywordIndex _index;
    private readonly bool _hasPatterns;

    /// <summary>A detector of the rules.</summary>
    public CustomDetector(IEnumerable<CustomRule> rules)
    {
        var compiled = new List<CompiledRule>();
        foreach (var rule in rules)
        {
            if (compiled.Count < MostRules)
            {
                compiled.Add(new CompiledRule(rule));
            }
        }

        _rules = [.. compiled];
        _hasPatterns = Array.Exists(_rules, rule => rule.Patterns.Length > 0);
        var keywords = new List<Keyword>();
        for (var number = 0; number < _rules.Length; number++)
        {
            var words = (byte[][])[.. _rules[number].Keywords, .. _rules[number].Unless];
            for (var word = 0; word < words.Length; word++)
            {
                keywords.Add(new Keyword(words[word], IgnoresCase: true, (number * MostWords) + word));
            }
        }

        _index = new KeywordIndex(keywords);
    }

    internal override void Scan(ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        // Eight bytes of the stack for each rule.
        Span<ulong> seen = stackalloc ulong[MostRules];
        seen.Clear();
        Look(text, seen);
        for (var number = 0; number < _rules.Length; number++)
        {
            if (_rules[number].FiresByWords(seen[number]))
            {
                ReportWords(_rules[number], text, ref sink);
            }
        }

        if (_hasPatterns)
        {
            TryPatterns(text, seen, ref sink);
        }
    }

    private void Look(ReadOnlySpan<byte> text, scoped Span<ulong> seen)
    {
        var entries = _index.Entries;
        for (var at = _index.Next(text, 0, out var chain); at >= 0; at = _index.Next(text, at + 1, out chain))
        {
            for (; chain != 0; chain = entries[chain].Next)
            {
                ref readonly var entry = ref entries[chain];
                if (KeywordIndex.Verify(text, at, entry) >= 0)
                {
                    seen[entry.Owner / MostWords] |= 1UL << (entry.Owner % MostWords);
                }
            }
        }
    }

    private static void ReportWords(CompiledRule rule, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var index = new KeywordIndex(Array.ConvertAll(rule.Keywords, static word => new Keyword(word, IgnoresCase: true, 0)));
        for (var at = index.Next(text, 0, out var chain); at >= 0; at = index.Next(text, at + 1, out chain))
        {
            for (; chain != 0; chain = index.Entries[chain].Next)
            {
                var start = KeywordIndex.Verify(text, at, index.Entries[chain]);
                if (start >= 0)
                {
                    sink.Report(rule.Rule, rule.Rule.Severity, 1, start, start + index.Entries[chain].Text.Length);
                }
            }
        }
    }

    private void TryPatterns(ReadOnlySpan<byte> text, scoped ReadOnlySpan<ulong> seen, ref ScanSink sink)
    {
        char[]? letters = null;
        var (length, isByteWise) = (0, !Utf8.IsValid(text) || Ascii.IsValid(text));
        for (var number = 0; number < _rules.Length; number++)
        {
            if (!_rules[number].NeedsPatterns(seen[number]))
            {
                continue;
            }

            if (letters is null)
            {
                letters = ArrayPool<char>.Shared.Rent(text.Length);
                length = isByteWise ? Encoding.Latin1.GetChars(text, letters) : Encoding.UTF8.GetChars(text, letters);
            }

            TryPatterns(_rules[number], text, letters.AsSpan(0, length), isByteWise, ref sink);
        }

        if (letters is not null)
        {
            ArrayPool<char>.Shared.Return(letters);
        }
    }

    private static void TryPatterns(CompiledRule rule, ReadOnlySpan<byte> text, ReadOnlySpan<char> letters, bool isByteWise, ref ScanSink sink)
    {
        if (rule.NeedsAll)
        {
            foreach (var pattern in rule.Patterns)
            {
                if (!pattern.IsIn(letters))
                {
                    return;
                }
            }

            ReportWords(rule, text, ref sink);
        }

        foreach (var pattern in rule.Patterns)
        {
            Report(rule, pattern, letters, isByteWise, ref sink);
        }
    }

    private static void Report(CompiledRule rule, LinearPattern pattern, ReadOnlySpan<char> letters, bool isByteWise, ref ScanSink sink)
    {
        var (place, from) = (0, 0);
        var (start, length) = pattern.Next(letters, 0);
        for (; length > 0; (start, length) = pattern.Next(letters, from))
        {
            place += isByteWise ? start - from : Encoding.UTF8.GetByteCount(letters[from..start]);
            var bytes = isByteWise ? length : Encoding.UTF8.GetByteCount(letters.Slice(start, length));
            sink.Report(rule.Rule, rule.Rule.Severity, 1, place, place + bytes);
            (place, from) = (place + bytes, start + length);
        }
    }
}
