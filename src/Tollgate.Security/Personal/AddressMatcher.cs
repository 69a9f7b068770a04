using System.Buffers;
using System.Text;

namespace Tollgate.Security.Personal;

/// <summary>Judges postal addresses: a house number and a street, in the order of English and French, or of the other languages of Europe.</summary>
internal static class AddressMatcher
{
    private const int Reach = 56;
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> LineStarts = SearchValues.Create("\n\",;:(");
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(",\n\".;()<");
    private static readonly SearchValues<string> Streets = SearchValues.Create(
        [
            " Street", " St.", " St,", " St\n", " Avenue", " Ave", " Road", " Rd", " Boulevard", " Blvd", " Lane", " Ln", " Drive", " Dr.", " Dr,", " Court", " Ct", " Parkway", " Highway", " Square", " Terrace", " Place",
            " Way", " Circle", " Crescent", " Close", " Gardens", " Grove", " Trail", " Pike", " Mews", " Row", " Quay", " Loop",
        ],
        StringComparison.Ordinal);

    private static readonly SearchValues<string> FrenchStreets = Surroundings.Words(" rue ", " avenue ", " boulevard ", " place ", " allée ", " chemin ", " impasse ", " quai ", " cours ", " bis rue ", " ter rue ", " route de ");
    private static readonly SearchValues<string> Ahead = Surroundings.Words(
        "calle ", "avenida ", "plaza ", "paseo ", "viale ", "piazza ", "corso ", "rua ", "travessa ", "ulica ", "ul. ", "улица ", "ул. ", "c/ ");

    private static readonly string[] Endings =
        ["str.", "stra\u00C3\u009Fe", "strasse", "platz", "allee", "gasse", "weg", "damm", "ufer", "chaussee", "straat", "laan", "gracht", "plein", "gatan", "v\u00C3\u00A4gen", "vej", "veien", "katu"];

    /// <summary>Reports the address whose house number this is.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Count > 5 || number.Separators != 0 || number[0] == 0)
        {
            return false;
        }

        var length = LengthBehind(text[number.End..]);
        if (length > 0)
        {
            return Report(number.Start, number.End + length, ref sink);
        }

        var before = LengthBefore(text[..number.Start]);
        return before > 0 && Report(number.Start - before, number.End, ref sink);
    }

    private static bool Report(int start, int end, ref ScanSink sink)
    {
        sink.Report(PersonalRules.Address, PersonalRules.Address.Severity, 0.7f, start, end);
        return true;
    }

    private static int LengthBehind(ReadOnlySpan<byte> text)
    {
        if (text.Length < 7 || text[0] is not ((byte)' ' or (byte)','))
        {
            return 0;
        }

        // 112 bytes of the stack, once a number that a blank or comma follows.
        Span<char> words = stackalloc char[Reach];
        var after = words[..Encoding.Latin1.GetChars(text[..Math.Min(text.Length, Reach)], words)];
        return StartsCapitalised(text) ? EnglishLength(after) : FrenchLength(after);
    }

    /// <summary>One to four capitalised words, the last of them a kind of street.</summary>
    private static int EnglishLength(ReadOnlySpan<char> after)
    {
        var line = after.IndexOfAny(',', '\n', '"');
        var limit = line < 0 ? after.Length : Math.Min(after.Length, line + 1);
        var found = after[..limit].IndexOfAny(Streets);
        if (found < 2)
        {
            found = after[..limit].EndsWith(" St") ? limit - 3 : -1;
        }

        if (found < 2 || after[1..found].Count(' ') > 3 || !IsCapitalised(after[..found]))
        {
            return 0;
        }

        var tail = after[(found + 1)..limit];
        var length = tail.IndexOfAnyExcept(Letters);
        return found + 1 + (length < 0 ? tail.Length : length);
    }

    /// <summary>`12, rue de la Paix`: a kind of street, small words and a name.</summary>
    private static int FrenchLength(ReadOnlySpan<char> after)
    {
        var start = after[0] == ',' ? 1 : 0;
        var kind = after[start..].IndexOfAny(FrenchStreets);
        if (kind != 0)
        {
            return 0;
        }

        var end = after[2..].IndexOfAny(NameEnds);
        var name = after[..(end < 0 ? after.Length : end + 2)];
        var last = LastName(name);
        if (last < 0)
        {
            return 0;
        }

        var rest = name[last..].IndexOf(' ');
        return rest < 0 ? name.Length : last + rest;
    }

    /// <summary>Where the last capitalised word starts; -1 when there is none.</summary>
    private static int LastName(ReadOnlySpan<char> words)
    {
        var last = -1;
        for (var at = 2; at < words.Length; at++)
        {
            last = words[at - 1] is ' ' or '\'' or '-' && (char.IsAsciiLetterUpper(words[at]) || words[at] == '\u00C3') ? at : last;
        }

        return last;
    }

    private static bool StartsCapitalised(ReadOnlySpan<byte> text) =>
        text.Length >= 8 && text[0] == ' ' && char.IsAsciiLetterUpper((char)text[1]) && (char.IsAsciiLetterLower((char)text[2]) || text[2] is (byte)'.' or (byte)' ');

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

    private static int LengthBefore(ReadOnlySpan<byte> text)
    {
        if (text.Length < 8 || text[^1] != ' ')
        {
            return 0;
        }

        Span<char> line = stackalloc char[Reach];
        line = line[..Encoding.Latin1.GetChars(text[^Math.Min(text.Length, Reach)..^1], line)];
        line = line[(line.LastIndexOfAny(LineStarts) + 1)..].TrimEnd(',');
        var word = line[(line.LastIndexOf(' ') + 1)..];
        if (word.Length is >= 6 and <= 40 && (char.IsAsciiLetterUpper(word[0]) || word[0] == '\u00C3') && EndsAsStreet(word))
        {
            return word.Length + 1;
        }

        var ahead = line.IndexOfAny(Ahead);
        return ahead >= 0 && IsStreetName(line[ahead..]) ? line.Length - ahead + 1 : 0;
    }

    private static bool EndsAsStreet(ReadOnlySpan<char> word)
    {
        foreach (var ending in Endings)
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A kind of street, then one to four words of which the last is a name.</summary>
    private static bool IsStreetName(ReadOnlySpan<char> words)
    {
        var last = words[(words.LastIndexOf(' ') + 1)..];
        return words.Count(' ') is >= 1 and <= 4 && last.Length > 1 && (char.IsAsciiLetterUpper(last[0]) || last[0] >= '\u00C3');
    }
}
