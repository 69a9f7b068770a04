using System.Buffers;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Personal;

/// <summary>Judges national numbers with letters in them, by form and check letter.</summary>
internal static class TaxIds
{
    private static readonly ByteClass UpperOrDigit = ByteClass.Parse("A-Z0-9");
    private static readonly SearchValues<string> HetuWords = Surroundings.Words("hetu", "henkilötunnus", "personal identity code", "finnish");
    private static readonly SearchValues<string> PanWords = Surroundings.Words("pan", "permanent account", "income tax");
    private static readonly SearchValues<string> PpsWords = Surroundings.Words("pps", "personal public service");

    /// <summary>The check letter of a Spanish number.</summary>
    public static byte SpanishLetter(long number) => "TRWAGMYFPDXBNJZSQVHLCKE"u8[(int)(number % 23)];

    /// <summary>`X1234567L`.</summary>
    public static bool MatchNie(in Digits number, int start, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var end = number.End < text.Length && text[number.End] == '-' ? number.End + 1 : number.End;
        var first = "XYZ"u8.IndexOf(text[start]);
        return first >= 0 && number.Count == 7 && number.Separators == 0 && LetteredIds.EndsAfter(text, end)
            && text[end] == SpanishLetter((first * 10_000_000) + number.Number(0, 7)) && Report(PersonalRules.Nie, 0.85f, start, end + 1, ref sink);
    }

    /// <summary>`X-1234567-L`.</summary>
    public static bool MatchDashedNie(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink) =>
        number.Start >= 2 && text[number.Start - 1] == '-' && MatchNie(number, number.Start - 2, text, ref sink);

    /// <summary>`131052-308T`; other signs than the hyphen stand for other centuries.</summary>
    public static bool MatchHetu(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var start = number.Start;
        if (text.Length < start + 11 || !LetteredIds.EndsAfter(text, start + 10) || !"-+ABCDEFYXWVU"u8.Contains(text[start + 6]) || HetuLetter(text[start..]) != text[start + 10])
        {
            return false;
        }

        var isDay = number.Number(0, 2) is >= 1 and <= 31 && number.Number(2, 2) is >= 1 and <= 12;
        return isDay && (number.Count < 10 || Surroundings.Contain(text, start, HetuWords)) && Report(PersonalRules.Hetu, 0.85f, start, start + 11, ref sink);
    }

    /// <summary>The check letter of six digits, a sign and three digits; 0 when there are none.</summary>
    private static int HetuLetter(ReadOnlySpan<byte> text)
    {
        const string Checks = "0123456789ABCDEFHJKLMNPRSTUVWXY";
        if (text[..6].ContainsAnyExceptInRange((byte)'0', (byte)'9') || text.Slice(7, 3).ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return 0;
        }

        var value = 0;
        for (var index = 0; index < 10; index++)
        {
            value = index == 6 ? value : ((value * 10) + text[index] - '0') % 31;
        }

        return Checks[value];
    }

    /// <summary>`ABCPE1234F`: the fourth letter says what sort of holder it is.</summary>
    public static bool MatchPan(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var start = number.Start - 5;
        if (number.Count != 4 || number.Separators != 0 || !LetteredIds.EndsAfter(text, number.End) || !char.IsAsciiLetterUpper((char)text[number.End])
            || !"PCHFATBLJG"u8.Contains(text[start + 3]))
        {
            return false;
        }

        return Report(PersonalRules.Pan, Surroundings.Contain(text, start, PanWords) ? 0.9f : 0.6f, start, number.End + 1, ref sink);
    }

    /// <summary>`1234567TW`.</summary>
    public static bool MatchPps(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Separators != 0 || number.End >= text.Length || !char.IsAsciiLetterUpper((char)text[number.End]) || !Surroundings.Contain(text, number.Start, PpsWords))
        {
            return false;
        }

        var isLong = number.End + 1 < text.Length && char.IsAsciiLetterUpper((char)text[number.End + 1]);
        return text[number.End] == PpsLetter(number, isLong ? text[number.End + 1] : (byte)'W') && Report(PersonalRules.Pps, 0.85f, number.Start, number.End + (isLong ? 2 : 1), ref sink);
    }

    private static int PpsLetter(in Digits number, byte second)
    {
        var check = (CheckDigits.Weighted(number, [8, 7, 6, 5, 4, 3, 2], 23) + ((second == 'W' ? 0 : second - 'A' + 1) * 9)) % 23;
        return check == 0 ? 'W' : 'A' + check - 1;
    }

    /// <summary>`S1234567D`.</summary>
    public static bool MatchNric(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var first = text[number.Start - 1];
        if (number.Count != 7 || number.Separators != 0 || !LetteredIds.EndsAfter(text, number.End) || first is not ((byte)'S' or (byte)'T' or (byte)'F' or (byte)'G'))
        {
            return false;
        }

        var rest = (CheckDigits.Weighted(number, [2, 7, 6, 5, 4, 3, 2], 1000) + (first is (byte)'T' or (byte)'G' ? 4 : 0)) % 11;
        var wanted = first is (byte)'S' or (byte)'T' ? "JZIHGFEDCBA"u8[rest] : "XWUTRQPNMLK"u8[rest];
        return text[number.End] == wanted && Report(PersonalRules.Nric, 0.85f, number.Start - 1, number.End + 1, ref sink);
    }

    /// <summary>`HEGG560427MVZRRL04`.</summary>
    public static bool MatchCurp(int start, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var code = text[start..];
        if (UpperOrDigit.Run(code, 19) != 18 || !HasForm(code[..18], "LLLLDDDDDDLLLLLLAD") || code[10] is not ((byte)'H' or (byte)'M' or (byte)'X'))
        {
            return false;
        }

        // What a character counts is its place among digits and letters; Ñ comes behind N.
        var sum = 0;
        for (var index = 0; index < 17; index++)
        {
            var letter = code[index];
            var worth = letter <= '9' ? letter - '0' : letter - 'A' + 10 + (letter > 'N' ? 1 : 0);
            sum += worth * (18 - index);
        }

        return (10 - (sum % 10)) % 10 == code[17] - '0' && Report(PersonalRules.Curp, 0.95f, start, start + 18, ref sink);
    }

    /// <summary>`RSSMRA85T10A562S`.</summary>
    public static bool MatchCodiceFiscale(int start, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var code = text[start..];
        return UpperOrDigit.Run(code, 17) == 16 && HasForm(code[..16], "LLLLLLDDLDDLDDDL") && CheckLetter(code[..15]) == code[15]
            && Report(PersonalRules.CodiceFiscale, 0.95f, start, start + 16, ref sink);
    }

    /// <summary>Letters where L stands, digits where D does, either where A does.</summary>
    private static bool HasForm(ReadOnlySpan<byte> code, string form)
    {
        for (var index = 0; index < form.Length; index++)
        {
            if (form[index] != 'A' && char.IsAsciiDigit((char)code[index]) != (form[index] == 'D'))
            {
                return false;
            }
        }

        return true;
    }

    private static int CheckLetter(ReadOnlySpan<byte> code)
    {
        // What a character counts in an odd place (counted from one): digits and letters share the row.
        ReadOnlySpan<byte> odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var sum = 0;
        for (var index = 0; index < code.Length; index++)
        {
            var worth = code[index] <= '9' ? code[index] - '0' : code[index] - 'A';
            sum += index % 2 == 0 ? odd[worth] : worth;
        }

        return 'A' + (sum % 26);
    }

    private static bool Report(Rule rule, float confidence, int start, int end, ref ScanSink sink)
    {
        sink.Report(rule, rule.Severity, confidence, start, end);
        return true;
    }
}
