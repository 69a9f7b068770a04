using System.Text;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Injection;

/// <summary>
/// Reads words as a reader sees them: marks of emphasis, tags and comments inside a word do not part it, letters written apart are one
/// word, signs of scripts without blanks are words of their own, or of what the lexicon knows.
/// </summary>
internal ref struct WordReader(ReadOnlySpan<byte> text, Lexicon lexicon)
{
    private const int LongestTag = 64;
    private const int FewestLetters = 3;

    /// <summary>The bit that letters have and digits have not.</summary>
    private const int Letter = 0x40;
    private static readonly ByteClass Letters = ByteClass.Parse("A-Za-z");

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly Lexicon _lexicon = lexicon;
    private int _at;
    private bool _startsSentence = true;
    private int _apart;

    /// <summary>Reads until the list is full; false when the text has ended.</summary>
    public bool Read(WordList words)
    {
        while (_at < _text.Length && !words.IsFull)
        {
            var value = _text[_at];
            if (Letters.Has(value) || char.IsAsciiDigit((char)value))
            {
                ReadWord(words);
            }
            else if (value >= 0x80)
            {
                ReadForeign(words);
            }
            else
            {
                SkipMark(value);
            }
        }

        CloseApart(words);
        return _at < _text.Length;
    }

    private void SkipMark(byte value)
    {
        if (value is (byte)'.' or (byte)'!' or (byte)'?' or (byte)';' && (_at + 1 == _text.Length || _text[_at + 1] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'"' or (byte)'\\'))
        {
            _startsSentence = true;
        }

        _at++;
    }

    private void ReadWord(WordList words)
    {
        var start = _at;
        var (hash, beforeLast, signs, length) = (WordHash.Seed, WordHash.Seed, 0, 0);
        var text = _text;
        while (_at < text.Length)
        {
            var at = _at;
            while (at < text.Length && IsOfWord(text, at))
            {
                (beforeLast, hash) = (hash, WordHash.Add(hash, text[at]));
                signs |= text[at++];
            }

            length += at - _at;
            _at = at;
            var skip = at < text.Length ? MarkInside(at) : 0;
            if (skip == 0)
            {
                break;
            }

            _at += skip;
        }

        Add(words, start, (signs & Letter) == 0 ? WordHash.Number : length > 3 && EndsAsPlural(_text[_at - 1]) ? beforeLast : hash, length);
    }

    /// <summary>An s, or what stands for one.</summary>
    private static bool EndsAsPlural(byte last) => last is (byte)'s' or (byte)'S' or (byte)'5' or (byte)'$';

    private void Add(WordList words, int start, uint hash, int length)
    {
        if (length != 1 || !Letters.Has(_text[start]))
        {
            CloseApart(words);
            words.Add(hash, start, _at, TakeBreak());
            return;
        }

        if (_apart > 0 && start - words.End(words.Count - 1) != 1)
        {
            CloseApart(words);
        }

        // Until the run is closed a single letter is kept as itself.
        words.Add(_text[start], start, _at, TakeBreak());
        _apart++;
        if (words.IsFull)
        {
            CloseApart(words);
        }
    }

    /// <summary>Three letters or more that stood apart become a word; fewer are words of one letter.</summary>
    private void CloseApart(WordList words)
    {
        if (_apart >= FewestLetters)
        {
            words.Merge(_apart);
        }
        else
        {
            words.HashLetters(_apart);
        }

        _apart = 0;
    }

    /// <summary>A letter, a digit, or a mark that stands for a letter because another letter follows.</summary>
    private static bool IsOfWord(ReadOnlySpan<byte> text, int at) =>
        WordHash.IsPlain(text[at]) || text[at] is (byte)'!' or (byte)'|' or (byte)'$' or (byte)'@' && at + 1 < text.Length && Letters.Has(text[at + 1]);

    private readonly bool GoesOn(int at) => at < _text.Length && Letters.Has(_text[at]);

    /// <summary>Length of emphasis, an apostrophe, a tag or a comment between two letters of a word; 0 when the word ends here.</summary>
    private readonly int MarkInside(int at)
    {
        var length = _text[at] switch
        {
            (byte)'\'' => 1,
            (byte)'*' or (byte)'`' or (byte)'~' => MarksLength(at),
            (byte)'<' => TagLength(at, ">"u8),
            (byte)'/' when at + 1 < _text.Length && _text[at + 1] == '*' => TagLength(at, "*/"u8),
            0xE2 when _text[at..].StartsWith("’"u8) => 3,
            _ => 0,
        };
        return length > 0 && GoesOn(at + length) ? length : 0;
    }

    private readonly int MarksLength(int at)
    {
        var length = 1;
        while (at + length < _text.Length && length < 4 && _text[at + length] == _text[at])
        {
            length++;
        }

        return length;
    }

    private readonly int TagLength(int at, ReadOnlySpan<byte> close)
    {
        var rest = _text[at..];
        var end = (rest.Length > LongestTag ? rest[..LongestTag] : rest).IndexOf(close);
        return end < 0 ? 0 : end + close.Length;
    }

    private void ReadForeign(WordList words)
    {
        CloseApart(words);
        var start = _at;
        Rune.DecodeFromUtf8(_text[_at..], out var rune, out var length);
        if (rune.Value >= 0x2E80 && rune.Value < 0x1F000)
        {
            _at += _lexicon.LongestSigns(_text[_at..], length);
            words.Add(WordHash.Of(_text[start.._at]), start, _at, TakeBreak());
            return;
        }

        if (!Rune.IsLetter(rune) || rune.Value >= 0x1F000)
        {
            _at += length;
            return;
        }

        ReadLetters();
        words.Add(WordHash.OfForeign(_text[start.._at]), start, _at, TakeBreak());
    }

    /// <summary>Letters of alphabets beyond ASCII, with ASCII letters among them.</summary>
    private void ReadLetters()
    {
        var isLetter = true;
        while (_at < _text.Length && isLetter)
        {
            if (_text[_at] < 0x80)
            {
                isLetter = Letters.Has(_text[_at]);
                _at += isLetter ? 1 : 0;
                continue;
            }

            Rune.DecodeFromUtf8(_text[_at..], out var rune, out var length);
            isLetter = Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
            isLetter &= rune.Value < 0x2E80;
            _at += isLetter ? length : 0;
        }
    }

    private bool TakeBreak()
    {
        var taken = _startsSentence;
        _startsSentence = false;
        return taken;
    }
}
