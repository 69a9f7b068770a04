using System.Globalization;

namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>Makes numbers of persons with true check digits, from the issuers' descriptions and not from the engine's code.</summary>
internal sealed class PersonalSamples(Random random)
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static readonly string[] Firsts = ["anna", "tom", "priya", "lucas", "maria", "omar", "julia", "chen", "pavel", "ines"];
    private static readonly string[] Lasts = ["Berger", "Okafor", "Martin", "Silva", "Novak", "Tanaka", "Costa", "Weber", "Jansen", "Rossi"];
    private static readonly string[] Domains = ["corp-mail.net", "gmail.com", "firma-nord.de", "uni.ac.uk", "shop.co.jp", "outlook.com", "mail.ru", "orange.fr"];
    private static readonly string[] Streets = ["Evergreen Terrace", "Main Street", "Oak Ave", "Baker Street", "Sunset Blvd", "Maple Road", "Kings Lane", "Elm Drive"];
    private static readonly string[] Months = ["January", "March", "April", "June", "August", "October", "December"];

    /// <summary>What a hole stands for; null when it is none of these.</summary>
    public string? Make(string hole)
    {
        var parts = hole.Split(':');
        return Simple(hole) ?? Number(parts[0], parts.Length > 1 ? parts[1] : "") ?? European(parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private string? Simple(string hole) => hole switch
    {
        "first" => Firsts[random.Next(Firsts.Length)],
        "last" => Lasts[random.Next(Lasts.Length)],
        "email" => $"{Firsts[random.Next(Firsts.Length)]}.{Lasts[random.Next(Lasts.Length)].ToLowerInvariant()}{(random.Next(3) == 0 ? Digits(2) : "")}@{Domains[random.Next(Domains.Length)]}",
        "street" => Streets[random.Next(Streets.Length)],
        "german-street" => Lasts[random.Next(Lasts.Length)] + "straße",
        "us-phone" => random.Next(3) switch { 0 => $"({Area()}) 555-{Digits(4)}", 1 => $"{Area()}-555-{Digits(4)}", _ => $"{Area()}.555.{Digits(4)}" },
        "us-phone-plain" => Area() + "555" + Digits(4),
        "uk-phone" => random.Next(2) == 0 ? "020 7946 0" + Digits(3) : "07700 900" + Digits(3),
        "ip" => $"{random.Next(80, 99)}.{random.Next(1, 250)}.{random.Next(1, 250)}.{random.Next(1, 250)}",
        "ipv6" => string.Join(':', Enumerable.Range(0, 8).Select(index => index == 0 ? "2a02" : random.Next(4096, 65535).ToString("x", CultureInfo.InvariantCulture))),
        "mac" => string.Join(':', Enumerable.Range(0, 6).Select(_ => random.Next(16, 250).ToString("x2", CultureInfo.InvariantCulture))),
        "date-iso" => $"{Year()}-{Month()}-{Day()}",
        "date-us" => $"{Month()}/{Day()}/{Year()}",
        "date-de" => $"{Day()}.{Month()}.{Year()}",
        "date-fr" => $"{Day()}/{Month()}/{Year()}",
        "date-words" => random.Next(2) == 0 ? $"{random.Next(1, 28)} {Months[random.Next(Months.Length)]} {Year()}" : $"{Months[random.Next(Months.Length)]} {random.Next(1, 28)}, {Year()}",
        _ => null,
    };

    private string? Number(string name, string form) => name switch
    {
        "ssn" => $"{random.Next(100, 665)}-{random.Next(10, 99)}-{random.Next(1000, 9999)}",
        "ssn-plain" => $"{random.Next(100, 665)}{random.Next(10, 99)}{random.Next(1000, 9999)}",
        "itin" => $"9{Digits(2)}-{random.Next(70, 88)}-{Digits(4)}",
        "card" => Card(form),
        "iban" => Iban(form),
        "aadhaar" => Grouped(Verhoeff(random.Next(2, 9) + Digits(10)), form, 4, 4, 4),
        "pan" => $"{Letters(3)}P{Letters(1)}{Digits(4)}{Letters(1)}",
        "tfn" => Grouped(Until(() => Digits(9), text => text[0] != '0' && Sum(text, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 == 0), form, 3, 3, 3),
        "medicare" => Grouped(WithLast(random.Next(2, 6) + Digits(7), text => Sum(text, [1, 3, 7, 9, 1, 3, 7, 9]) % 10) + "1", form, 4, 5, 1),
        "sin" => Grouped(Luhn(random.Next(1, 7) + Digits(7)), form, 3, 3, 3),
        "cn" => Chinese(),
        "my" => Grouped(Until(() => Digits(12), text => Left(Sum(text, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) == text[11] - '0'), form, 4, 4, 4),
        "rrn" => $"{Short()}-{random.Next(1, 4)}{Digits(6)}",
        "za" => Luhn(Short() + Digits(4) + "08"),
        "curp" => Curp(),
        "cpf" => Cpf(form),
        "cnpj" => Cnpj(),
        "nric" => Nric(),
        "tr" => Turkish(),
        _ => null,
    };

    private string? European(string name, string form) => name switch
    {
        "nino" => form.Length == 0 ? $"AB{Digits(6)}C" : $"JK {Digits(2)} {Digits(2)} {Digits(2)} D",
        "nhs" => Grouped(Until(() => "4" + Digits(9), text => (11 - (Sum(text, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 == text[9] - '0'), form, 3, 3, 4),
        "steuer" => Grouped(Until(() => random.Next(1, 9) + Digits(10), IsSteuer), form, 2, 3, 3, 3),
        "nir" => Nir(form),
        "dni" => Spanish(Digits(8), 0),
        "nie" => "X" + Spanish(Digits(7), 0),
        "cf" => Codice(),
        "bsn" => Until(() => random.Next(1, 9) + Digits(8), text => (Sum(text, [9, 8, 7, 6, 5, 4, 3, 2]) - (text[8] - '0')) % 11 == 0),
        "be" => Belgian(),
        "pesel" => WithLast(Short() + Digits(4), text => (10 - (Sum(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10),
        "se" => Swedish(form),
        "hetu" => Finnish(),
        "no" => Until(() => Day() + Month() + Digits(7), text => Sum(text, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0 && Sum(text, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0),
        "cpr" => $"{Day()}{Month()}{Digits(2)}-{Digits(4)}",
        "nif" => WithLast("2" + Digits(7), text => Left(Sum(text, [9, 8, 7, 6, 5, 4, 3, 2]))),
        "ahv" => Swiss(),
        _ => null,
    };

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(10)));

    private string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => Upper[random.Next(26)]));

    private string Area() => random.Next(201, 989).ToString(CultureInfo.InvariantCulture);

    private string Year() => random.Next(1940, 2008).ToString(CultureInfo.InvariantCulture);

    private string Month() => random.Next(1, 13).ToString("00", CultureInfo.InvariantCulture);

    private string Day() => random.Next(1, 29).ToString("00", CultureInfo.InvariantCulture);

    private string Short() => random.Next(40, 99).ToString(CultureInfo.InvariantCulture) + Month() + Day();

    private static string Until(Func<string> make, Func<string, bool> isRight)
    {
        while (true)
        {
            if (make() is var text && isRight(text))
            {
                return text;
            }
        }
    }

    private static int Sum(string text, int[] weights) => weights.Select((weight, index) => weight * (text[index] - '0')).Sum();

    private static int Left(int sum) => sum % 11 < 2 ? 0 : 11 - (sum % 11);

    private static string WithLast(string text, Func<string, int> check) => text + check(text).ToString(CultureInfo.InvariantCulture);

    private static string Grouped(string text, string form, params int[] groups)
    {
        if (form.Length == 0)
        {
            return text;
        }

        var at = 0;
        return string.Join(' ', groups.Select(length => text.Substring((at += length) - length, length)));
    }

    private static string Luhn(string body) => WithLast(body, text => (10 - (text.Reverse().Select((digit, index) => ((digit - '0') * (index % 2 == 0 ? 2 : 1)) is > 9 and var twice ? twice - 9 : (digit - '0') * (index % 2 == 0 ? 2 : 1)).Sum() % 10)) % 10);

    private string Card(string form) => form switch
    {
        "15" => Luhn("37" + Digits(12)),
        "grouped" => Grouped(Luhn("5" + random.Next(1, 6) + Digits(13)), form, 4, 4, 4, 4),
        _ => Luhn("4" + Digits(14)),
    };

    private string Iban(string form)
    {
        var (country, body) = random.Next(3) switch { 0 => ("DE", Digits(18)), 1 => ("GB", "WEST" + Digits(14)), _ => ("NL", "INGB" + Digits(10)) };
        var number = string.Concat((body + country + "00").Select(letter => char.IsAsciiDigit(letter) ? letter.ToString() : (letter - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        var iban = country + (98 - (int)(System.Numerics.BigInteger.Parse(number, CultureInfo.InvariantCulture) % 97)).ToString("00", CultureInfo.InvariantCulture) + body;
        return form.Length == 0 ? iban : string.Join(' ', iban.Chunk(4).Select(group => new string(group)));
    }

    private static string Verhoeff(string body)
    {
        for (var last = 0; ; last++)
        {
            var check = 0;
            var index = 0;
            foreach (var digit in (body + last.ToString(CultureInfo.InvariantCulture)).Reverse())
            {
                check = Turned(check, Placed(digit - '0', index++ % 8));
            }

            if (check == 0)
            {
                return body + last.ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    /// <summary>Multiplication of the symmetries of a pentagon.</summary>
    private static int Turned(int one, int two) => (one < 5, two < 5) switch
    {
        (true, true) => (one + two) % 5,
        (true, false) => ((one + two - 5) % 5) + 5,
        (false, true) => ((one - 5 - two + 5) % 5) + 5,
        _ => (one - two + 5) % 5,
    };

    private static int Placed(int digit, int times)
    {
        for (; times > 0; times--)
        {
            digit = "1576283094"[digit] - '0';
        }

        return digit;
    }

    private string Chinese()
    {
        var body = "110105" + Year() + Month() + Day() + Digits(3);
        return body + "10X98765432"[Sum(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11];
    }

    private string Curp()
    {
        const string Order = "0123456789ABCDEFGHIJKLMN\u00D1OPQRSTUVWXYZ";
        var body = "HEGG" + Short() + "MVZRRL" + "0";
        var sum = body.Select((letter, index) => Order.IndexOf(letter, StringComparison.Ordinal) * (18 - index)).Sum();
        return body + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }

    private string Cpf(string form)
    {
        var text = WithLast(WithLast(Digits(9), body => Left(Sum(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]))), body => Left(Sum(body, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])));
        return form.Length == 0 ? text : $"{text[..3]}.{text[3..6]}.{text[6..9]}-{text[9..]}";
    }

    private string Cnpj()
    {
        var text = WithLast(WithLast(Digits(8) + "0001", body => Left(Sum(body, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))), body => Left(Sum(body, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])));
        return $"{text[..2]}.{text[2..5]}.{text[5..8]}/{text[8..12]}-{text[12..]}";
    }

    private string Nric()
    {
        var body = Digits(7);
        return "S" + body + "JZIHGFEDCBA"[Sum(body, [2, 7, 6, 5, 4, 3, 2]) % 11];
    }

    private string Turkish()
    {
        var body = random.Next(1, 9) + Digits(8);
        var tenth = (Sum(body, [7, 0, 7, 0, 7, 0, 7, 0, 7]) - Sum(body, [0, 1, 0, 1, 0, 1, 0, 1, 0]) + 100) % 10;
        return WithLast(body + tenth.ToString(CultureInfo.InvariantCulture), text => text.Sum(digit => digit - '0') % 10);
    }

    private static bool IsSteuer(string text)
    {
        var product = 10;
        foreach (var digit in text[..10])
        {
            var sum = (digit - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == text[10] - '0';
    }

    private string Nir(string form)
    {
        var body = random.Next(1, 3) + Digits(2) + Month() + "75" + Digits(6);
        var key = (97 - (long.Parse(body, CultureInfo.InvariantCulture) % 97)).ToString("00", CultureInfo.InvariantCulture);
        return Grouped(body + key, form, 1, 2, 2, 2, 3, 3, 2);
    }

    private static string Spanish(string digits, int first) => digits + "TRWAGMYFPDXBNJZSQVHLCKE"[(int)((first + long.Parse(digits, CultureInfo.InvariantCulture)) % 23)];

    private string Codice()
    {
        int[] odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
        var body = Letters(6) + Digits(2) + "ABCDEHLMPRST"[random.Next(12)] + Day() + Letters(1) + Digits(3);
        var sum = body.Select((letter, index) => (char.IsAsciiDigit(letter) ? letter - '0' : letter - 'A') is var worth && index % 2 == 0 ? odd[worth] : worth).Sum();
        return body + Upper[sum % 26];
    }

    private string Belgian()
    {
        var body = Short() + Digits(3);
        var check = (97 - (long.Parse(body, CultureInfo.InvariantCulture) % 97)).ToString("00", CultureInfo.InvariantCulture);
        return $"{body[..2]}.{body[2..4]}.{body[4..6]}-{body[6..]}.{check}";
    }

    private string Swedish(string form)
    {
        var text = Luhn(Short() + Digits(3));
        return (form.Length == 0 ? "" : "19") + text[..6] + "-" + text[6..];
    }

    private string Finnish()
    {
        var (date, number) = (Day() + Month() + random.Next(40, 99), Digits(3));
        return date + "-" + number + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int.Parse(date + number, CultureInfo.InvariantCulture) % 31];
    }

    private string Swiss()
    {
        var text = WithLast("756" + Digits(9), body => (10 - (Sum(body, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10);
        return $"{text[..3]}.{text[3..7]}.{text[7..11]}.{text[11..]}";
    }
}
