using System.Buffers;

namespace Tollgate.Security.Personal;

/// <summary>Judges national numbers: grouping and checksum, and for plain runs of digits a word that names them.</summary>
internal static class NationalIds
{
    private static readonly SearchValues<string> AadhaarWords = Surroundings.Words("aadhaar", "aadhar", "uidai");
    private static readonly SearchValues<string> BsnWords = Surroundings.Words("bsn", "burgerservice", "sofinummer");
    private static readonly SearchValues<string> CpfWords = Surroundings.Words("cpf");
    private static readonly SearchValues<string> NirWords = Surroundings.Words("nir", "insee", "sécurité sociale", "securite sociale", "numéro de sécu", "social");
    private static readonly SearchValues<string> PeselWords = Surroundings.Words("pesel");
    private static readonly SearchValues<string> SinWords = Surroundings.Words("sin", "social insurance");
    private static readonly SearchValues<string> SteuerWords = Surroundings.Words("steuer", "tax id", "tin", "idnr", "identifikationsnummer");
    private static readonly SearchValues<string> SwedishWords = Surroundings.Words("personnummer", "personal number", "samordningsnummer");

    /// <summary>Reports the number if it is a person's.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        var rule = number.Count switch
        {
            9 => Nine(number, text),
            10 => Ten(number, text),
            11 => Eleven(number, text),
            _ => Longer(number, text),
        };
        if (rule is null)
        {
            return false;
        }

        var end = number.Count == 17 ? number.End + 1 : number.End;
        sink.Report(rule, rule.Severity, rule == PersonalRules.PotentialSsn ? 0.65f : 0.88f, number.Start, end);
        return true;
    }

    private static Rule? Longer(in Digits number, ReadOnlySpan<byte> text) => number.Count switch
    {
        12 when IsAadhaar(number, text) => PersonalRules.Aadhaar,
        13 when number.Layout == 3442 && number.Number(0, 3) == 756 && Ean13(number) => PersonalRules.Ahv,
        15 when IsNir(number, text) => PersonalRules.Nir,
        17 or 18 when IsChinese(number, text) => PersonalRules.ChineseId,
        _ => null,
    };

    private static Rule? Nine(in Digits number, ReadOnlySpan<byte> text)
    {
        if (number.Layout == 324)
        {
            return IsWrittenAsSsn(number, text) ? PersonalRules.UsSsn : null;
        }

        if (number.Separators == 0 && IsSsn(number) && Surroundings.SpeakOfSocialSecurity(text, number.Start))
        {
            return PersonalRules.PotentialSsn;
        }

        return Canadian(number, text);
    }

    private static bool IsWrittenAsSsn(in Digits number, ReadOnlySpan<byte> text) =>
        IsSsn(number) && (number.Separators == '-' || (number.Separators == ' ' && Surroundings.SpeakOfSocialSecurity(text, number.Start)));

    private static bool IsAadhaar(in Digits number, ReadOnlySpan<byte> text) =>
        number[0] >= 2 && (number.Layout == 444 || Surroundings.Contain(text, number.Start, AadhaarWords)) && CheckDigits.Verhoeff(number);

    private static Rule? Canadian(in Digits number, ReadOnlySpan<byte> text)
    {
        if (Surroundings.Contain(text, number.Start, SinWords) && number[0] is not (0 or 8) && CheckDigits.Luhn(number, 0, 9))
        {
            return PersonalRules.Sin;
        }

        return Surroundings.Contain(text, number.Start, BsnWords) && (CheckDigits.Weighted(number, [9, 8, 7, 6, 5, 4, 3, 2], 11) - number[8]) % 11 == 0 ? PersonalRules.Bsn : null;
    }

    private static Rule? Ten(in Digits number, ReadOnlySpan<byte> text) =>
        (number.Layout == 64 || number.Separators == 0) && IsDay(number, 2) && Surroundings.Contain(text, number.Start, SwedishWords) && CheckDigits.Luhn(number, 0, 10)
            ? PersonalRules.Personnummer
            : null;

    private static Rule? Eleven(in Digits number, ReadOnlySpan<byte> text)
    {
        if ((number.Layout == 3332 || Surroundings.Contain(text, number.Start, CpfWords)) && IsCpf(number))
        {
            return PersonalRules.Cpf;
        }

        if (number.Layout == 22232 && IsBelgian(number))
        {
            return PersonalRules.BelgianNumber;
        }

        return number.Separators == 0 ? PlainEleven(number, text) : null;
    }

    private static Rule? PlainEleven(in Digits number, ReadOnlySpan<byte> text)
    {
        if (Surroundings.Contain(text, number.Start, PeselWords) && (10 - CheckDigits.Weighted(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3], 10)) % 10 == number[10])
        {
            return PersonalRules.Pesel;
        }

        return number[0] != 0 && Surroundings.Contain(text, number.Start, SteuerWords) && CheckDigits.Mod11And10(number) ? PersonalRules.SteuerId : null;
    }

    private static bool IsSsn(in Digits number)
    {
        var area = number.Number(0, 3);
        return area is not (0 or 666) && area < 900 && number.Number(3, 2) != 0 && number.Number(5, 4) != 0;
    }

    private static bool IsDay(in Digits number, int from) =>
        number.Number(from, 2) is >= 1 and <= 12 && number.Number(from + 2, 2) % 60 is >= 1 and <= 31;

    private static bool IsCpf(in Digits number)
    {
        var first = 11 - CheckDigits.Weighted(number, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11);
        var second = 11 - CheckDigits.Weighted(number, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11);
        return (first > 9 ? 0 : first) == number[9] && (second > 9 ? 0 : second) == number[10] && number.Number(0, 9) % 111111111 != 0;
    }

    /// <summary>Born since 2000, the number is taken with a 2 before it.</summary>
    private static bool IsBelgian(in Digits number)
    {
        var check = number.Number(9, 2);
        return check == 97 - (number.Number(0, 9) % 97) || check == 97 - ((2_000_000_000 + number.Number(0, 9)) % 97);
    }

    private static bool Ean13(in Digits number) =>
        (10 - CheckDigits.Weighted(number, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3], 10)) % 10 == number[12];

    private static bool IsNir(in Digits number, ReadOnlySpan<byte> text) =>
        number[0] is 1 or 2 && number.Number(3, 2) is (>= 1 and <= 12) or (>= 20 and <= 42) && 97 - (number.Number(0, 13) % 97) == number.Number(13, 2)
        && (number.Separators != 0 || Surroundings.Contain(text, number.Start, NirWords));

    private static bool IsChinese(in Digits number, ReadOnlySpan<byte> text)
    {
        if (number.Separators != 0 || number.Number(6, 4) is < 1900 or > 2100 || !IsDay(number, 10))
        {
            return false;
        }

        const string Checks = "10X98765432";
        var wanted = Checks[CheckDigits.Weighted(number, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], 11)];
        return number.Count == 18
            ? wanted == '0' + number[17]
            : wanted == 'X' && number.End < text.Length && (text[number.End] & 0xDF) == 'X';
    }
}
