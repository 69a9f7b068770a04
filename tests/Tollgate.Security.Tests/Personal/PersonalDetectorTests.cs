namespace Tollgate.Security.Tests.Personal;

public sealed class PersonalDetectorTests
{
    [Theory]
    [InlineData("email", "write to anna.berg+tag@corp-mail.net today", "anna.berg+tag@corp-mail.net")]
    [InlineData("us_ssn", "SSN: 536-22-8719.", "536-22-8719")]
    [InlineData("potential_ssn", "social security number 536228719", "536228719")]
    [InlineData("credit_card", "card 4539 1488 0343 6467 exp 12/29", "4539 1488 0343 6467")]
    [InlineData("credit_card", "{\"pan\":\"5500005555555559\"}", "5500005555555559")]
    [InlineData("amex", "amex 3714 496353 98431", "3714 496353 98431")]
    [InlineData("discover", "6011-1111-1111-1117", "6011-1111-1111-1117")]
    [InlineData("us_phone", "call (415) 555-2671 now", "(415) 555-2671")]
    [InlineData("us_phone", "tel +1 415-555-2671", "+1 415-555-2671")]
    [InlineData("intl_phone", "+49 30 901820", "+49 30 901820")]
    [InlineData("intl_phone", "Telefon 030 9018200", "030 9018200")]
    [InlineData("address", "lives at 742 Evergreen Terrace, Springfield", "742 Evergreen Terrace")]
    [InlineData("address", "wohnt in der Lindenstraße 12", "Lindenstraße 12")]
    [InlineData("passport", "passport no. X1234567", "X1234567")]
    [InlineData("potential_passport", "passport 512345678", "512345678")]
    [InlineData("bank_account", "account number 12345678", "12345678")]
    [InlineData("ipv4", "login from 81.2.69.142", "81.2.69.142")]
    [InlineData("ipv6", "from 2a02:8109:9c40:1b2c:d1e2:4f5a:6b7c:8d9e", "2a02:8109:9c40:1b2c:d1e2:4f5a:6b7c:8d9e")]
    [InlineData("mac_address", "eth0 3c:22:fb:9a:10:7e up", "3c:22:fb:9a:10:7e")]
    [InlineData("iban", "IBAN DE89 3704 0044 0532 0130 00 please", "DE89 3704 0044 0532 0130 00")]
    [InlineData("iban", "\"GB82WEST12345698765432\"", "GB82WEST12345698765432")]
    [InlineData("nino", "NI number AB123456C", "AB123456C")]
    [InlineData("nino", "AB 12 34 56 C", "AB 12 34 56 C")]
    [InlineData("dni", "DNI 12345678Z", "12345678Z")]
    [InlineData("codice_fiscale", "CF RSSMRA85T10A562S", "RSSMRA85T10A562S")]
    [InlineData("cpf", "CPF 529.982.247-25", "529.982.247-25")]
    [InlineData("be_national_number", "85.07.30-033.28", "85.07.30-033.28")]
    [InlineData("ahv", "756.9217.0769.85", "756.9217.0769.85")]
    [InlineData("cn_resident_id", "id 11010519491231002X", "11010519491231002X")]
    [InlineData("pesel", "PESEL 44051401359", "44051401359")]
    [InlineData("steuer_id", "Steuer-ID 86095742719", "86095742719")]
    [InlineData("bsn", "BSN 111222333", "111222333")]
    [InlineData("sin", "SIN 193 456 787", "193 456 787")]
    [InlineData("personnummer", "personnummer 811218-9876", "811218-9876")]
    [InlineData("aadhaar", "2341 2341 2346", "2341 2341 2346")]
    [InlineData("nir", "n° INSEE 255081416802538", "255081416802538")]
    [InlineData("us_itin", "ITIN 912-78-1234", "912-78-1234")]
    [InlineData("nhs", "NHS number 943 476 5919", "943 476 5919")]
    [InlineData("nie", "NIE: X1234567L", "X1234567L")]
    [InlineData("nie", "NIE X-1234567-L.", "X-1234567-L")]
    [InlineData("hetu", "hetu 131052-308T", "131052-308T")]
    [InlineData("cnpj", "CNPJ 11.222.333/0001-81", "11.222.333/0001-81")]
    [InlineData("pan", "PAN: ABCPE1234F", "ABCPE1234F")]
    [InlineData("tfn", "TFN 123 456 782", "123 456 782")]
    [InlineData("au_medicare", "medicare card 2428 77813 2", "2428 77813 2")]
    [InlineData("my_number", "My Number 123456789018", "123456789018")]
    [InlineData("rrn", "900101-1234567", "900101-1234567")]
    [InlineData("za_id", "South African ID 8001015009087", "8001015009087")]
    [InlineData("curp", "CURP HEGG560427MVZRRL04", "HEGG560427MVZRRL04")]
    [InlineData("nric", "NRIC S1234567D", "S1234567D")]
    [InlineData("pps", "PPS number 1234567T", "1234567T")]
    [InlineData("cpr", "CPR-nummer 211062-5629", "211062-5629")]
    [InlineData("nif", "NIF 123456789", "123456789")]
    [InlineData("tckn", "T.C. Kimlik No 10000000146", "10000000146")]
    [InlineData("fodselsnummer", "fødselsnummer 01010750160", "01010750160")]
    [InlineData("date_of_birth", "Date of birth: 1984-05-12.", "1984-05-12")]
    [InlineData("date_of_birth", "born on May 12, 1984 in Ohio", "May 12, 1984")]
    [InlineData("date_of_birth", "geboren am 12. März 1984", "12. März 1984")]
    [InlineData("date_of_birth", "生年月日 1984年5月12日です", "1984年5月12日")]
    [InlineData("driver_license", "Driver's license D1234567", "D1234567")]
    [InlineData("passport", "Reisepass C01X00T47", "C01X00T47")]
    [InlineData("us_phone", "at +1 (415) 555-2671 now", "+1 (415) 555-2671")]
    [InlineData("intl_phone", "Tel. +44 (0)20 7946 0958", "+44 (0)20 7946 0958")]
    [InlineData("intl_phone", "appelle le 06 12 34 56 78", "06 12 34 56 78")]
    [InlineData("intl_phone", "my mobile number is 0412 345 678", "0412 345 678")]
    [InlineData("address", "12, rue de la Paix, Paris", "12, rue de la Paix")]
    [InlineData("address", "vive en Calle Mayor 5, Madrid", "Calle Mayor 5")]
    [InlineData("email", "write to jane.berg@example.com", "jane.berg@example.com")]
    public void DataAboutAPersonIsFoundWithItsSpan(string rule, string text, string wanted)
    {
        var found = Scanning.Personal.Scan(text);

        Assert.Contains(found, finding => finding.Rule.Id == rule && finding.Of(text) == wanted);
        Assert.All(found, finding => Assert.Equal(FindingKind.Pii, finding.Kind));
    }

    [Theory]
    [InlineData("react@18.2.0 and icon@2x.png")]
    [InlineData("git@github.com:corp/repo.git")]
    [InlineData("someone@example.com, other@mail.example.org, a@b.test")]
    [InlineData("card 4539 1488 0343 6468")]
    [InlineData("666-12-1234 and 000-12-1234 and 912-12-1234")]
    [InlineData("2026-11-21 06:30:12.123456 took 1234567890123456 ns")]
    [InlineData("version 4.16.200.1 and 127.0.0.1 and 10.2.3.4 and 192.168.1.1 and 203.0.113.7")]
    [InlineData("sha 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("id 550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("12:30:45 and 00:00:00:00:00:00 and std::vector<int>::iterator")]
    [InlineData("DE89 3704 0044 0532 0130 01")]
    [InlineData("0.4539148803436467")]
    [InlineData("The release of 1984-05-12, the meeting on May 12, 2026 and the file of 12.05.2024")]
    [InlineData("a::b::c::d; arn:aws:iam::123456789012:role/x and account 123456789012 of aws")]
    [InlineData("order 943 476 591, serial S1234567A, code X1234567A, batch 131052-308U")]
    [InlineData("the passport of 12 people; 12345678A; RSSMRA85T10A562X")]
    [InlineData("529.982.247-26 and 85.07.30-033.29 and 756.9217.0769.86")]
    public void WhatOnlyLooksLikeIt_IsNotFound(string text) => Assert.Empty(Scanning.Personal.Scan(text));

    [Fact]
    public void ALongRunOfDigitsIsReadOnce()
    {
        var text = new string('4', 400_000);

        Assert.Empty(Scanning.Personal.Scan(text));
    }
}
