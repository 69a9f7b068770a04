using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Tollgate.Callers.SignIn;

/// <summary>
/// The text of a gateway key: `tg-` (or `tga-` for administrators), 8 characters of public id, `-`, 43 characters of secret
/// (256 bit) and 6 characters of check sum over all that stands before. The check sum turns typing errors and random guesses away
/// before anything is looked up, and lets scanners recognise a leaked key.
/// </summary>
internal static class GatewayKey
{
    /// <summary>How keys of callers and viewers begin.</summary>
    public const string Prefix = "tg-";

    /// <summary>How keys of administrators begin.</summary>
    public const string AdminPrefix = "tga-";

    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int PublicLength = 8;
    private const int SecretLength = 43;
    private const int CheckLength = 6;
    /// <summary>Bytes from here on would favour some characters over others.</summary>
    private const int Fair = 256 - (256 % 62);
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    /// <summary>A new key.</summary>
    public static string Create(bool isAdmin, RandomNumberGenerator random)
    {
        var prefix = isAdmin ? AdminPrefix : Prefix;
        return string.Create(prefix.Length + PublicLength + 1 + SecretLength + CheckLength, (prefix, random), static (text, from) =>
        {
            from.prefix.CopyTo(text);
            var rest = text[from.prefix.Length..];
            Fill(rest[..PublicLength], from.random);
            rest[PublicLength] = '-';
            Fill(rest.Slice(PublicLength + 1, SecretLength), from.random);
            WriteCheck(CheckSum(text[..^CheckLength]), text[^CheckLength..]);
        });
    }

    /// <summary>Whether a text claims to be a gateway key, well-formed or not.</summary>
    public static bool HasPrefix(ReadOnlySpan<char> text) => text.StartsWith(Prefix, StringComparison.Ordinal) || text.StartsWith(AdminPrefix, StringComparison.Ordinal);

    /// <summary>Whether a text is a gateway key as far as can be told without looking it up.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        var start = PrefixLength(text);
        if (start == 0 || text.Length != start + PublicLength + 1 + SecretLength + CheckLength)
        {
            return false;
        }

        var rest = text[start..];
        if (rest[PublicLength] != '-' || rest[..PublicLength].ContainsAnyExcept(Allowed) || rest[(PublicLength + 1)..].ContainsAnyExcept(Allowed))
        {
            return false;
        }

        return ReadCheck(text[^CheckLength..]) == CheckSum(text[..^CheckLength]);
    }

    /// <summary>Whether a gateway key stands anywhere in a text.</summary>
    public static bool StandsIn(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf("tg", StringComparison.Ordinal); at >= 0;)
        {
            var rest = text[at..];
            var start = PrefixLength(rest);
            var length = start + PublicLength + 1 + SecretLength + CheckLength;
            if (start > 0 && rest.Length >= length && IsWellFormed(rest[..length]))
            {
                return true;
            }

            var next = rest[1..].IndexOf("tg", StringComparison.Ordinal);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    /// <summary>The part that may be shown and logged: prefix and public id.</summary>
    public static string Label(string key) => key[..(PrefixLength(key) + PublicLength)];

    private static int PrefixLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return Prefix.Length;
        }

        return text.StartsWith(AdminPrefix, StringComparison.Ordinal) ? AdminPrefix.Length : 0;
    }

    private static void Fill(Span<char> text, RandomNumberGenerator random)
    {
        var bytes = new byte[1];
        for (var i = 0; i < text.Length;)
        {
            random.GetBytes(bytes);
            if (bytes[0] < Fair)
            {
                text[i++] = Alphabet[bytes[0] % 62];
            }
        }
    }

    private static uint CheckSum(ReadOnlySpan<char> text)
    {
        var sum = uint.MaxValue;
        foreach (var character in text)
        {
            sum = BitOperations.Crc32C(sum, (byte)character);
        }

        return ~sum;
    }

    private static void WriteCheck(uint sum, Span<char> text)
    {
        var rest = sum;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)(rest % 62)];
            rest /= 62;
        }
    }

    private static ulong ReadCheck(ReadOnlySpan<char> text)
    {
        var sum = 0UL;
        foreach (var character in text)
        {
            sum = (sum * 62) + (ulong)Alphabet.IndexOf(character, StringComparison.Ordinal);
        }

        return sum;
    }
}
