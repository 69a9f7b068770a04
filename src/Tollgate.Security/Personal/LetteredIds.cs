using Tollgate.Security.Matching;

namespace Tollgate.Security.Personal;

/// <summary>Judges numbers that have letters in them: IBAN, national insurance number, DNI, codice fiscale, passport.</summary>
internal static class LetteredIds
{
    private const int LongestIban = 34;
    private static readonly ByteClass Upper = ByteClass.Parse("A-Z");
    private static readonly ByteClass UpperOrDigit = ByteClass.Parse("A-Z0-9");

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
            0 => MatchDni(number, text, ref sink) || (number.Layout == 222 && MatchSpacedNino(number, text, ref sink)),
            2 => MatchIban(number, text, ref sink) || MatchNino(number, number.Start - 2, text, ref sink) || MatchPassport(number, letters, text, ref sink),
            1 => MatchPassport(number, letters, text, ref sink),
            6 => MatchCodiceFiscale(number.Start - 6, text, ref sink),
            _ => false,
        };
    }

    private static bool MatchIban(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var start = number.Start - 2;
        var length = IbanLength(text[start..], out var characters);
        if (characters < 15 || !IsMod97(text.Slice(start, length)))
        {
            return false;
        }

        sink.Report(PersonalRules.Iban, PersonalRules.Iban.Severity, 0.95f, start, start + length);
        return true;
    }

    /// <summary>Groups of upper-case letters and digits, single blanks between groups of four.</summary>
    private static int IbanLength(ReadOnlySpan<byte> text, out int characters)
    {
        characters = 0;
        var at = 0;
        while (characters < LongestIban)
        {
            var group = UpperOrDigit.Run(text[at..], LongestIban - characters);
            characters += group;
            at += group;
            if (group == 0 || at + 1 >= text.Length || text[at] != ' ' || characters % 4 != 0 || UpperOrDigit.Run(text[(at + 1)..], 4) == 0 || HasLower(text[(at + 1)..]))
            {
                break;
            }

            at++;
        }

        return at;
    }

    /// <summary>A word follows, not a group.</summary>
    private static bool HasLower(ReadOnlySpan<byte> text)
    {
        var run = UpperOrDigit.Run(text, 5);
        return run < text.Length && char.IsAsciiLetterLower((char)text[run]);
    }

    private static bool IsMod97(ReadOnlySpan<byte> iban)
    {
        var rest = 0;
        for (var turn = 0; turn < 2; turn++)
        {
            foreach (var value in turn == 0 ? iban[4..] : iban[..4])
            {
                rest = value == ' ' ? rest
                    : value <= '9' ? ((rest * 10) + value - '0') % 97
                    : ((rest * 100) + value - 'A' + 10) % 97;
            }
        }

        return rest == 1;
    }

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
        if (number.Count != 8 || number.Separators != 0 || !EndsAfter(text, end) || text[end] != "TRWAGMYFPDXBNJZSQVHLCKE"[(int)(number.Number(0, 8) % 23)])
        {
            return false;
        }

        sink.Report(PersonalRules.Dni, PersonalRules.Dni.Severity, 0.8f, number.Start, end + 1);
        return true;
    }

    /// <summary>Whether there is a character at the place, and no word goes on behind it.</summary>
    private static bool EndsAfter(ReadOnlySpan<byte> text, int at) =>
        at < text.Length && (at + 1 == text.Length || !char.IsAsciiLetterOrDigit((char)text[at + 1]));

    private static bool MatchPassport(in Digits number, int letters, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Count is < 6 or > 9 || number.Separators != 0 || !Surroundings.SpeakOfPassports(text, number.Start - letters))
        {
            return false;
        }

        sink.Report(PersonalRules.Passport, PersonalRules.Passport.Severity, 0.85f, number.Start - letters, number.End);
        return true;
    }

    private static bool MatchCodiceFiscale(int start, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var code = text[start..];
        if (UpperOrDigit.Run(code, 17) != 16 || !HasForm(code[..16]) || CheckLetter(code[..15]) != code[15])
        {
            return false;
        }

        sink.Report(PersonalRules.CodiceFiscale, PersonalRules.CodiceFiscale.Severity, 0.95f, start, start + 16);
        return true;
    }

    private static bool HasForm(ReadOnlySpan<byte> code)
    {
        const string Form = "LLLLLLDDLDDLDDDL";
        for (var index = 0; index < Form.Length; index++)
        {
            if (char.IsAsciiDigit((char)code[index]) != (Form[index] == 'D'))
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
}
