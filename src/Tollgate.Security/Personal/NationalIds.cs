namespace Tollgate.Security.Personal;

/// <summary>Judges national numbers: grouping and checksum, and for plain runs of digits a word that names them.</summary>
internal static class NationalIds
{
    private const int Fewest = 9;
    private const int MostDigits = 18;

    private static readonly NationalId[] All =
    [
        new(PersonalRules.Aadhaar, 12, 444, Surroundings.Words("aadhaar", "aadhar", "uidai", "आधार"), static (in n) => n[0] >= 2 && CheckDigits.Verhoeff(n)),
        new(PersonalRules.Ahv, 13, 3442, Surroundings.Words("ahv", "avs", "sozialversicherung"), static (in n) => n.Number(0, 3) == 756 && Ean13(n)),
        new(PersonalRules.BelgianNumber, 11, 22232, Surroundings.Words("rijksregister", "registre national", "national number", "niss", "insz"), IsBelgian),
        new(PersonalRules.Bsn, 9, 0, Surroundings.Words("bsn", "burgerservice", "sofinummer"), static (in n) => (CheckDigits.Weighted(n, [9, 8, 7, 6, 5, 4, 3, 2], 11) - n[8]) % 11 == 0),
        new(PersonalRules.Cnpj, 14, 23342, Surroundings.Words("cnpj"), IsCnpj),
        new(PersonalRules.Cpf, 11, 3332, Surroundings.Words("cpf"), IsCpf),
        new(PersonalRules.Cpr, 10, 0, Surroundings.Words("cpr", "personnr"), static (in n) => n.Number(0, 2) is >= 1 and <= 31 && n.Number(2, 2) is >= 1 and <= 12),
        new(PersonalRules.Itin, 9, 324, Surroundings.Words("itin", "taxpayer"), IsItin, (byte)'-'),
        new(PersonalRules.Medicare, 10, 0, Surroundings.Words("medicare"), static (in n) => n[0] is >= 2 and <= 6 && CheckDigits.Weighted(n, [1, 3, 7, 9, 1, 3, 7, 9], 10) == n[8]),
        new(PersonalRules.MyNumber, 12, 0, Surroundings.Words("my number", "mynumber", "my_number", "マイナンバー", "個人番号"), IsMyNumber),
        new(PersonalRules.Nhs, 10, 0, Surroundings.Words("nhs"), static (in n) => (11 - CheckDigits.Weighted(n, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) % 11 == n[9]),
        new(PersonalRules.Nif, 9, 0, Surroundings.Words("nif", "contribuinte"), static (in n) => CheckOfEleven(CheckDigits.Weighted(n, [9, 8, 7, 6, 5, 4, 3, 2], 11)) == n[8]),
        new(PersonalRules.Norwegian, 11, 0, Surroundings.Words("fødselsnummer", "fodselsnummer", "personnummer", "fnr"), IsNorwegian),
        new(PersonalRules.Pesel, 11, 0, Surroundings.Words("pesel"), static (in n) => (10 - CheckDigits.Weighted(n, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3], 10)) % 10 == n[10]),
        new(PersonalRules.Personnummer, 10, 64, Surroundings.Words("personnummer", "personal number", "samordningsnummer", "personnr"), static (in n) => IsDay(n, 2) && CheckDigits.Luhn(n, 0, 10), (byte)'-'),
        new(PersonalRules.Personnummer, 12, 84, Surroundings.Words("personnummer", "personal number", "samordningsnummer", "personnr"), static (in n) => n.Number(0, 2) is 19 or 20 && IsDay(n, 4) && CheckDigits.Luhn(n, 2, 10), (byte)'-'),
        new(PersonalRules.Rrn, 13, 67, Surroundings.Words("resident registration", "rrn", "jumin", "주민등록"), static (in n) => IsDay(n, 2) && n[6] is >= 1 and <= 8, (byte)'-'),
        new(PersonalRules.Sin, 9, 0, Surroundings.Words("sin", "social insurance", "assurance sociale", "nas "), static (in n) => n[0] is not (0 or 8) && CheckDigits.Luhn(n, 0, 9)),
        new(PersonalRules.SouthAfrican, 13, 0, Surroundings.Words("south africa", "rsa id", "sa id", "id number", "id no", "identity number", "identity no", "za id"), static (in n) => IsDay(n, 2) && n[10] <= 1 && CheckDigits.Luhn(n, 0, 13)),
        new(PersonalRules.SteuerId, 11, 0, Surroundings.Words("steuer", "tax id", "tin", "idnr", "identifikationsnummer"), static (in n) => n[0] != 0 && CheckDigits.Mod11And10(n)),
        new(PersonalRules.Tfn, 9, 0, Surroundings.Words("tfn", "tax file"), static (in n) => CheckDigits.Weighted(n, [1, 4, 3, 7, 5, 8, 6, 9, 10], 11) == 0),
        new(PersonalRules.TurkishId, 11, 0, Surroundings.Words("tckn", "kimlik", "t.c."), IsTurkish),
    ];

    private static readonly NationalId[][] ByCount = MakeByCount();

    /// <summary>Reports the number if it is a person's.</summary>
    public static bool Match(in Digits number, ReadOnlySpan<byte> text, ref ScanSink sink)
    {
        if (number.Count is < Fewest or > MostDigits)
        {
            return false;
        }

        if (OfNoTable(number, text) is { } rule)
        {
            var end = number.Count == 17 ? number.End + 1 : number.End;
            sink.Report(rule, rule.Severity, rule == PersonalRules.PotentialSsn ? 0.65f : 0.88f, number.Start, end);
            return true;
        }

        foreach (var id in ByCount[number.Count])
        {
            var confidence = id.Confidence(number, text);
            if (confidence > 0)
            {
                sink.Report(id.Rule, id.Rule.Severity, confidence, number.Start, number.End);
                return true;
            }
        }

        return false;
    }

    private static NationalId[][] MakeByCount()
    {
        var table = new NationalId[MostDigits + 1][];
        for (var count = 0; count <= MostDigits; count++)
        {
            table[count] = Array.FindAll(All, id => id.Count == count);
        }

        return table;
    }

    private static Rule? OfNoTable(in Digits number, ReadOnlySpan<byte> text) => number.Count switch
    {
        9 => SocialSecurity(number, text),
        15 when IsNir(number, text) => PersonalRules.Nir,
        17 or 18 when IsChinese(number, text) => PersonalRules.ChineseId,
        _ => null,
    };

    private static Rule? SocialSecurity(in Digits number, ReadOnlySpan<byte> text)
    {
        if (!IsSsn(number) || (number.Layout != 324 && number.Separators != 0))
        {
            return null;
        }

        if (number.Separators == '-')
        {
            return PersonalRules.UsSsn;
        }

        return number.Separators is not (0 or (byte)' ') || !Surroundings.SpeakOfSocialSecurity(text, number.Start) ? null
            : number.Separators == 0 ? PersonalRules.PotentialSsn : PersonalRules.UsSsn;
    }

    private static bool IsSsn(in Digits number)
    {
        var area = number.Number(0, 3);
        return area is not (0 or 666) && area < 900 && number.Number(3, 2) != 0 && number.Number(5, 4) != 0;
    }

    private static bool IsItin(in Digits number) =>
        number[0] == 9 && number.Number(3, 2) is (>= 50 and <= 65) or (>= 70 and <= 88) or (>= 90 and <= 92) or (>= 94 and <= 99);

    private static bool IsDay(in Digits number, int from) =>
        number.Number(from, 2) is >= 1 and <= 12 && number.Number(from + 2, 2) % 60 is >= 1 and <= 31;

    private static bool IsCpf(in Digits number) =>
        CheckOfEleven(CheckDigits.Weighted(number, [10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) == number[9]
        && CheckOfEleven(CheckDigits.Weighted(number, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 11)) == number[10] && number.Number(0, 9) % 111111111 != 0;

    private static bool IsCnpj(in Digits number) =>
        CheckOfEleven(CheckDigits.Weighted(number, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], 11)) == number[12]
        && CheckOfEleven(CheckDigits.Weighted(number, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], 11)) == number[13] && number.Number(0, 8) != 0;

    /// <summary>What is left to eleven, and nought for ten and eleven.</summary>
    private static int CheckOfEleven(int rest) => rest < 2 ? 0 : 11 - rest;

    private static bool IsMyNumber(in Digits number) =>
        CheckOfEleven(CheckDigits.Weighted(number, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 11)) == number[11];

    private static bool IsNorwegian(in Digits number) =>
        CheckDigits.Weighted(number, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1], 11) == 0 && CheckDigits.Weighted(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11) == 0;

    private static bool IsTurkish(in Digits number)
    {
        var odd = number[0] + number[2] + number[4] + number[6] + number[8];
        var even = number[1] + number[3] + number[5] + number[7];
        return number[0] != 0 && ((odd * 7) - even + 100) % 10 == number[9] && (odd + even + number[9]) % 10 == number[10];
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
        && (number.Separators != 0 || Surroundings.SpeakOfFrenchSecurity(text, number.Start));

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
