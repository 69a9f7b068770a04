using System.Buffers;
using System.Text;

namespace Tollgate.Security.Personal;

/// <summary>What the words right before a number say about it.</summary>
internal static class Surroundings
{
    private const int Reach = 56;
    private static readonly SearchValues<string> Account = Words("account", "acct", "routing", "sort code", "konto", "cuenta", "compte", "bank");
    private static readonly SearchValues<string> Card = Words("card", "visa", "mastercard", "credit", "debit", "payment", "cc", "pan", "amex", "karte", "tarjeta", "carte");
    private static readonly SearchValues<string> Passports = Words("passport", "reisepass", "pasaporte", "passeport");
    private static readonly SearchValues<string> Phones = Words("phone", "tel", "mobile", "cell", "call", "fax", "whatsapp", "telefon", "handy", "sms", "contact");
    private static readonly SearchValues<string> Social = Words("ssn", "social security", "social-security", "social_security", "socialsecurity");
    private static readonly SearchValues<string> Versions = Words("version", "release", "build", "assembly", "v.", "ver ", "package", "firmware");

    /// <summary>Whether a bank account is spoken of.</summary>
    public static bool SpeakOfAccounts(ReadOnlySpan<byte> text, int start) => Contain(text, start, Account);

    /// <summary>Whether a card is spoken of.</summary>
    public static bool SpeakOfCards(ReadOnlySpan<byte> text, int start) => Contain(text, start, Card);

    /// <summary>Whether a passport is spoken of.</summary>
    public static bool SpeakOfPassports(ReadOnlySpan<byte> text, int start) => Contain(text, start, Passports);

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

    /// <summary>Words to look for.</summary>
    public static SearchValues<string> Words(params ReadOnlySpan<string> words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
