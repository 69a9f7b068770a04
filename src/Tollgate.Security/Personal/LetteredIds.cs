using Tollgate.Security.Matching;

namespace Tollgate.Security.Personal;

/// <summary>Judges numbers that have letters in them, by how many capital letters stand right before the digits.</summary>
internal static class LetteredIds
{
    private static readonly ByteClass Upper = ByteClass.Parse("A-Z");

    /// <summary>Reports the number that the digits are part of.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var letters = Upper.RunBack(text[..number.Start], 8);
        if (letters > 0 && number.Start - letters > 0 && char.IsAsciiLetterOrDigit((char)text[number.Start - letters - 1]))
        {
            return false;
        }

        return letters switch
        {
            0 => MatchUnlettered(number, text, ref sink),
            1 => TaxIds.MatchNie(number, number.Start - 1, text, ref sink) || TaxIds.MatchNric(number, text, ref sink) || DocumentNumbers.Match(number, letters, text, ref sink),
            2 => MatchTwoLetters(number, text, ref sink),
            4 => TaxIds.MatchCurp(number.Start - 4, text, ref sink),
            5 => TaxIds.MatchPan(number, text, ref sink) || DocumentNumbers.Match(number, letters, text, ref sink),
            6 => TaxIds.MatchCodiceFiscale(number.Start - 6, text, ref sink),
            _ => DocumentNumbers.Match(number, letters, text, ref sink),
        };
    }

    /// <summary>Whether there is a character at the place, and no word goes on behind it.</summary>
    public static bool EndsAfter(ReadOnlySpan<byte> text, int at) =>
        at < text.Length && (at + 1 == text.Length || !char.IsAsciiLetterOrDigit((char)text[at + 1]));

    private static bool MatchTwoLetters(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink) =>
        IbanMatcher.Match(number, text, ref sink) || MatchNino(number, number.Start - 2, text, ref sink) || DocumentNumbers.Match(number, 2, text, ref sink);

    private static bool MatchUnlettered(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink) => number.Count switch
    {
        6 => (number.Layout == 222 && MatchSpacedNino(number, text, ref sink)) || TaxIds.MatchHetu(number, text, ref sink) || DocumentNumbers.Match(number, 0, text, ref sink),
        7 => TaxIds.MatchDashedNie(number, text, ref sink) || TaxIds.MatchPps(number, text, ref sink) || DocumentNumbers.Match(number, 0, text, ref sink),
        8 => MatchDni(number, text, ref sink) || DocumentNumbers.Match(number, 0, text, ref sink),
        9 or 10 => TaxIds.MatchHetu(number, text, ref sink),
        < 6 => DocumentNumbers.Match(number, 0, text, ref sink),
        _ => false,
    };

    private static bool MatchSpacedNino(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink) =>
        number.Start >= 3 && text[number.Start - 1] == ' ' && Upper.RunBack(text[..(number.Start - 1)], 3) == 2 && MatchNino(number, number.Start - 3, text, ref sink);

    private static bool MatchNino(in Digits number, int start, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var end = number.Layout == 222 && text[number.End..].StartsWith(" "u8) ? number.End + 1 : number.End;
        var isForm = number.Layout is 6 or 222 && EndsAfter(text, end) && text[end] is >= (byte)'A' and <= (byte)'D';
        if (!isForm || "DFIOQUV"u8.Contains(text[start + 1]) || "DFIQUV"u8.Contains(text[start]))
        {
            return false;
        }

        sink.Report(PersonalRules.Nino, PersonalRules.Nino.Severity, 0.85f, start, end + 1);
        return true;
    }

    private static bool MatchDni(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var end = number.End < text.Length && text[number.End] == '-' ? number.End + 1 : number.End;
        if (number.Separators != 0 || !EndsAfter(text, end) || text[end] != TaxIds.SpanishLetter(number.Number(0, 8)))
        {
            return false;
        }

        sink.Report(PersonalRules.Dni, PersonalRules.Dni.Severity, 0.8f, number.Start, end + 1);
        return true;
    }
}
