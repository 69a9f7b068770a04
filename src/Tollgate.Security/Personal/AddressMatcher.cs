using System.Buffers;
using System.Text;

namespace Tollgate.Security.Personal;

/// <summary>Judges postal addresses: a house number and a street, in English or German order.</summary>
internal static class AddressMatcher
{
    private const int Reach = 48;
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<string> Streets = SearchValues.Create(
        [" Street", " St.", " St,", " St\n", " Avenue", " Ave", " Road", " Rd", " Boulevard", " Blvd", " Lane", " Ln", " Drive", " Dr.", " Dr,", " Court", " Ct", " Parkway", " Highway", " Square", " Terrace", " Place"],
        StringComparison.Ordinal);

    private static readonly SearchValues<string> Endings = SearchValues.Create(["straße", "strasse", "str.", "platz", "allee", "gasse"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Reports the address whose house number this is.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Count > 5 || number.Separators != 0 || number[0] == 0)
        {
            return false;
        }

        var length = EnglishLength(text[number.End..]);
        if (length > 0)
        {
            return Report(number.Start, number.End + length, ref sink);
        }

        var before = GermanLength(text[..number.Start]);
        return before > 0 && Report(number.Start - before, number.End, ref sink);
    }

    private static bool Report(int start, int end, ref ScanSink sink)
    {
        sink.Report(PersonalRules.Address, PersonalRules.Address.Severity, 0.7f, start, end);
        return true;
    }

    /// <summary>One to four capitalised words, the last of them a kind of street.</summary>
    private static int EnglishLength(ReadOnlySpan<byte> text)
    {
        if (!StartsCapitalised(text))
        {
            return 0;
        }

        // 96 bytes of the stack, once a number that a capitalised word follows.
        Span<char> words = stackalloc char[Reach];
        var after = words[..Encoding.Latin1.GetChars(text[..Math.Min(text.Length, Reach)], words)];
        var line = after.IndexOfAny(',', '\n', '"');
        var limit = line < 0 ? after.Length : Math.Min(after.Length, line + 1);
        var found = after[..limit].IndexOfAny(Streets);
        if (found < 2 || after[1..found].Count(' ') > 3 || !IsCapitalised(after[..found]))
        {
            return 0;
        }

        var tail = after[(found + 1)..limit];
        var length = tail.IndexOfAnyExcept(Letters);
        return found + 1 + (length < 0 ? tail.Length : length);
    }

    private static bool StartsCapitalised(ReadOnlySpan<byte> text) =>
        text.Length >= 8 && text[0] == ' ' && char.IsAsciiLetterUpper((char)text[1]) && char.IsAsciiLetterLower((char)text[2]);

    private static bool IsCapitalised(ReadOnlySpan<char> words)
    {
        for (var index = 0; index + 1 < words.Length; index++)
        {
            if (words[index] == ' ' && !char.IsAsciiLetterUpper(words[index + 1]) && !char.IsAsciiDigit(words[index + 1]))
            {
                return false;
            }
        }

        return true;
    }

    private static int GermanLength(ReadOnlySpan<byte> text)
    {
        if (text.Length < 8 || text[^1] != ' ' || !(text[^2] is (byte)'.' || char.IsAsciiLetterLower((char)text[^2])))
        {
            return 0;
        }

        var space = text[..^1].LastIndexOf((byte)' ');
        var word = text[(space + 1)..^1];
        if (word.Length is < 6 or > 40 || !char.IsAsciiLetterUpper((char)word[0]))
        {
            return 0;
        }

        Span<char> name = stackalloc char[40];
        Encoding.UTF8.TryGetChars(word, name, out var length);
        return name[..length].ContainsAny(Endings) ? word.Length + 1 : 0;
    }
}
