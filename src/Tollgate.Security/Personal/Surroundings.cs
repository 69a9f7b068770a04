using System.Buffers;
using System.Text;

namespace Tollgate.Security.Personal;

/// <summary>What the words right before a number say about it.</summary>
internal static class Surroundings
{
    private const int Reach = 56;
    private static readonly SearchValues<string> Account = Words("account", "acct", "routing", "sort code", "konto", "cuenta", "compte", "bank");
    private static readonly SearchValues<string> Card = Words("card", "visa", "mastercard", "credit", "debit", "payment", "cc", "pan", "amex", "karte", "tarjeta", "carte");
    private static readonly SearchValues<string> Births = Words(
        "birth", "dob", "d.o.b", "born", "geboren", "geburtsdatum", "geb.", "né le", "née le", "naissance", "nacimiento", "nacido", "nacida", "nascita", "nato il", "nata il", "nascimento", "nascido",
        "geboortedatum", "födelsedatum", "urodzenia", "родил", "рождения", "生年月日", "出生");

    private static readonly SearchValues<string> Cloud = Words("arn:", "aws", "gcp", "azure", "iam", "subscription", "accountid");
    private static readonly SearchValues<string> French = Words("nir", "insee", "sécurité sociale", "securite sociale", "numéro de sécu", "social", "sécu");
    private static readonly SearchValues<string> Licences = Words("driver's licen", "drivers licen", "driver licen", "driving licen", "driver_licen", "driverlicen", "führerschein", "permis de conduire", "licence no", "license no", "dl number");
    private static readonly SearchValues<string> Passports = Words("passport", "reisepass", "pasaporte", "passeport", "passaporto", "paspoort", "passnummer", "passnr", "护照", "旅券", "여권", "паспорт");
    private static readonly SearchValues<string> Phones = Words(
        "phone", "tel", "mobile", "cell", "call", "fax", "whatsapp", "telefon", "handy", "sms", "contact", "mobil", "móvil", "teléfono", "téléphone", "portable", "cellulare", "celular", "numero", "number is", "reach me",
        "ring me", "dial", "电话", "手机", "電話", "전화", "телефон");

    private static readonly SearchValues<string> Social = Words("ssn", "social security", "social-security", "social_security", "socialsecurity");
    private static readonly SearchValues<string> Versions = Words("version", "release", "build", "assembly", "v.", "ver ", "package", "firmware");

    /// <summary>Whether a bank account is spoken of, and not one in the cloud.</summary>
    public static bool SpeakOfAccounts(ReadOnlySpan<byte> text, int start) => Contain(text, start, Account) && !Contain(text, start, Cloud);

    /// <summary>Whether a card is spoken of.</summary>
    public static bool SpeakOfCards(ReadOnlySpan<byte> text, int start) => Contain(text, start, Card);

    /// <summary>Whether a passport is spoken of.</summary>
    public static bool SpeakOfPassports(ReadOnlySpan<byte> text, int start) => Contain(text, start, Passports);

    /// <summary>Whether a birth is spoken of.</summary>
    public static bool SpeakOfBirth(ReadOnlySpan<byte> text, int start) => Contain(text, start, Births);

    /// <summary>Whether the French social security is spoken of.</summary>
    public static bool SpeakOfFrenchSecurity(ReadOnlySpan<byte> text, int start) => Contain(text, start, French);

    /// <summary>Whether a driving licence is spoken of.</summary>
    public static bool SpeakOfLicences(ReadOnlySpan<byte> text, int start) => Contain(text, start, Licences);

    /// <summary>Whether a telephone is spoken of.</summary>
    public static bool SpeakOfPhones(ReadOnlySpan<byte> text, int start) => Contain(text, start, Phones);

    /// <summary>Whether a social security number is spoken of.</summary>
    public static bool SpeakOfSocialSecurity(ReadOnlySpan<byte> text, int start) => Contain(text, start, Social);

    /// <summary>Whether a version is spoken of.</summary>
    public static bool SpeakOfVersions(ReadOnlySpan<byte> text, int start) => Contain(text, start, Versions);

    /// <summary>Whether any of the words stands shortly before the place.</summary>
    public static bool Contain(ReadOnlySpan<byte> text, int start, SearchValues<string> words)
    {
        var from = Math.Max(0, start - Reach);
        // 112 bytes of the stack, once a number whose form was right already.
        Span<char> before = stackalloc char[Reach];
        return before[..Encoding.Latin1.GetChars(text[from..start], before)].ContainsAny(words);
    }

    /// <summary>Words to look for, as their bytes look one by one: the text before a number is not decoded.</summary>
    public static SearchValues<string> Words(params ReadOnlySpan<string> words)
    {
        var bytes = new string[words.Length];
        for (var index = 0; index < words.Length; index++)
        {
            bytes[index] = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(words[index]));
        }

        return SearchValues.Create(bytes, StringComparison.OrdinalIgnoreCase);
    }
}
