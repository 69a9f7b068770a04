using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Tollgate.Security.Matching;
using Tollgate.Security.Secrets;

namespace Tollgate.Security.Tests.Secrets;

/// <summary>
/// Fills the templates of the catalogue: `{[class]:n}` is n random characters of the class; `{crc32}`, `{crc32c}` and `{crc32hex}` are the
/// checksum over what stands before. Nothing in the repository is a whole key, so no scanner of it trips.
/// </summary>
internal static partial class Samples
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    public static string Fill(string template, Random random)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (Match hole in Hole().Matches(template))
        {
            text.Append(template, at, hole.Index - at);
            text.Append(hole.Groups["class"].Success
                ? Characters(hole.Groups["class"].Value, int.Parse(hole.Groups["count"].Value, CultureInfo.InvariantCulture), random)
                : Check(hole.Value, text.ToString(), random));
            at = hole.Index + hole.Length;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }

    private static string Characters(string inside, int count, Random random)
    {
        var members = ByteClass.Parse(inside);
        var letters = Enumerable.Range(33, 94).Where(value => members.Has((byte)value)).Select(value => (char)value).ToArray();
        var made = new string([.. Enumerable.Range(0, count).Select(_ => letters[random.Next(letters.Length)])]);
        return count < 8 || !IsPoor(made, letters.Length) ? made : Characters(inside, count, random);
    }

    /// <summary>Keys are drawn until they hold digits and letters, as nearly all do.</summary>
    private static bool IsPoor(string made, int alphabet) =>
        (alphabet > 20 || alphabet == 16) && (!made.Any(char.IsAsciiDigit) || !made.Any(char.IsAsciiLetter) || made.Distinct().Count() < Math.Min(7, made.Length - 2)
            || (alphabet >= 52 && made.Length >= 16 && (!made.Any(char.IsAsciiLetterLower) || !made.Any(char.IsAsciiLetterUpper))));

    private static string Check(string hole, string before, Random random)
    {
        var token = before[(before.LastIndexOfAny([' ', '"', '=']) + 1)..];
        return hole switch
        {
            "{crc32}" => ToBase62(SecretChecks.Crc32(Encoding.ASCII.GetBytes(token[(token.IndexOf('_', StringComparison.Ordinal) + 1)..]))),
            "{crc32hex}" => SecretChecks.Crc32(Encoding.ASCII.GetBytes(token.TrimEnd('_'))).ToString("x8", CultureInfo.InvariantCulture),
            "{crc32c}" => ToBase62(Crc32C(token)),
            "{basic}" => Convert.ToBase64String(Encoding.ASCII.GetBytes("anna:" + Characters("A-Za-z0-9", 14, random))),
            _ => ExtendedKey(random),
        };
    }

    private static string ToBase62(uint sum)
    {
        var text = new char[6];
        for (var index = 5; index >= 0; index--)
        {
            text[index] = Base62[(int)(sum % 62)];
            sum /= 62;
        }

        return new string(text);
    }

    private static uint Crc32C(string token)
    {
        var sum = uint.MaxValue;
        foreach (var character in token)
        {
            sum = BitOperations.Crc32C(sum, (byte)character);
        }

        return ~sum;
    }

    private static string ExtendedKey(Random random)
    {
        var bytes = new byte[78];
        random.NextBytes(bytes);
        new byte[] { 0x04, 0x88, 0xAD, 0xE4 }.CopyTo(bytes, 0);
        byte[] whole = [.. bytes, .. SHA256.HashData(SHA256.HashData(bytes)).Take(4)];
        var number = new BigInteger(whole, isUnsigned: true, isBigEndian: true);
        var text = "";
        while (number > 0)
        {
            text = Base58[(int)(number % 58)] + text;
            number /= 58;
        }

        return text;
    }

    [GeneratedRegex(@"\{\[(?<class>[^\]]+)\]:(?<count>\d+)\}|\{(basic|crc32|crc32c|crc32hex|xprv)\}")]
    private static partial Regex Hole();
}
