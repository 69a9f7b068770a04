using System.Text;

namespace Tollgate.Benchmarks.Security;

/// <summary>The eleven ways of hiding a text that are measured one by one.</summary>
internal static class Obfuscation
{
    private const string Latin = "aeopcxyijsAEOPCTHKMBX";
    private const string Cyrillic = "аеорсхуіјѕАЕОРСТНКМВХ";

    /// <summary>The ways, by name.</summary>
    public static readonly (string Name, Func<string, Random, string> Hide)[] All =
    [
        ("base64", (text, _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        ("bidirectional", (text, _) => "\u202E" + Reverse(text) + "\u202C"),
        ("comments", (text, _) => Every(text, 5, "/* */")),
        ("hexadecimal", (text, _) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
        ("homoglyphs", (text, random) => Map(text, letter => Latin.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at && random.Next(3) > 0 ? Cyrillic[at] : letter)),
        ("html entities", (text, _) => string.Concat(text.Select(letter => $"&#{(int)letter};"))),
        ("leetspeak", (text, _) => Map(text, letter => "aeiost".IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal) is >= 0 and var at ? "431057"[at] : letter)),
        ("markdown", (text, _) => Every(text, 4, "**")),
        ("nested json", (text, _) => Json("{\"a\":" + Json("{\"b\":" + Json(text) + "}") + "}")),
        ("url encoding", (text, _) => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => $"%{value:X2}"))),
        ("zero width", (text, _) => Every(text, 1, "\u200B")),
    ];

    private static string Map(string text, Func<char, char> map) => string.Concat(text.Select(map));

    /// <summary>Puts marks between the letters of words.</summary>
    private static string Every(string text, int letters, string mark)
    {
        var hidden = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            hidden.Append(text[at]);
            if ((at + 1) % letters == 0 && at + 1 < text.Length && char.IsLetter(text[at]) && char.IsLetter(text[at + 1]))
            {
                hidden.Append(mark);
            }
        }

        return hidden.ToString();
    }

    private static string Reverse(string text)
    {
        var runes = text.EnumerateRunes().Reverse();
        return string.Concat(runes.Select(rune => rune.ToString()));
    }

    private static string Json(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
}
