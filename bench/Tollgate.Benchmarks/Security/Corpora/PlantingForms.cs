using System.Text;

namespace Tollgate.Benchmarks.Security.Corpora;

/// <summary>The forms in which a planted thing is written down.</summary>
internal static class PlantingForms
{
    /// <summary>Forms that leave it readable. The hole is `{}`.</summary>
    public static readonly (string Name, string Around, Func<string, string> Write)[] Plain =
    [
        ("plain", "Here it is, please keep it: {} and tell me when it works.\n", Same),
        ("own line", "# settings\n{}\n# end of settings\n", Same),
        ("json chat", "{\"messages\":[{\"role\":\"user\",\"content\":\"My config is:\\n\\n{}\\n\\nwhy does it fail?\"}]}", Json),
        ("tool result", "{\"content\":[{\"type\":\"text\",\"text\":\"{\\\"file\\\":\\\"settings\\\",\\\"line\\\":\\\"{}\\\"}\"}]}", text => Json(Json(text))),
        ("log", "2026-03-01T10:22:31.114Z WARN [worker-3] retrying with {} after 503\n", Same),
        ("diff", "@@ -4,3 +4,4 @@\n host: eu\n-retries: 2\n+{}\n timeout: 30\n", text => text.Replace("\n", "\n+", StringComparison.Ordinal)),
        ("csv", "id,owner,value,active\n17,anna,{},true\n", text => text.AsSpan().ContainsAny(",\"\n") ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text),
        ("markdown", "1. Set it up:\n\n```sh\n{}\n```\n\n2. Restart.\n", Same),
        ("comment", "    // TODO remove: {}\n    return client;\n", text => text.Replace("\n", "\n    // ", StringComparison.Ordinal)),
    ];

    /// <summary>Forms for tokens that stand for themselves.</summary>
    public static readonly (string Name, string Around, Func<string, string> Write)[] Tokens =
    [
        ("assignment", "const key = \"{}\";\n", Same),
        ("url", "GET https://api.service.io/v1/items?limit=10&access={}&sort=asc HTTP/1.1\n", Same),
        ("yaml", "service:\n  key: {}\n  region: eu\n", Same),
        ("joined strings", "var key = \"{}\";\n", text => Halves(text, "\" +\n          \"")),
        ("continued line", "curl -H \"X-Key: {}\" \\\n  https://api.service.io\n", text => Halves(text, "\\\n")),
    ];

    /// <summary>Forms that hide it.</summary>
    public static readonly (string Name, string Around, Func<string, string> Write)[] Hidden =
    [
        ("base64", "data: {}\n", Base64),
        ("base64 twice", "blob={}\n", text => Base64(Base64(text))),
        ("hexadecimal", "payload {}\n", text => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text))),
        ("url encoding", "q={}&x=1\n", text => string.Concat(Encoding.ASCII.GetBytes(text).Select(value => $"%{value:X2}"))),
        ("html entities", "<td>{}</td>\n", text => string.Concat(text.Select(letter => $"&#{(int)letter};"))),
        ("json escapes", "{\"v\":\"{}\"}\n", text => string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"))),
        ("zero width", "see {} there\n", text => string.Join('\u200B', text.ToCharArray())),
    ];

    private static string Same(string text) => text;

    private static string Json(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Halves(string text, string between) => text[..(text.Length / 2)] + between + text[(text.Length / 2)..];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes("value " + text + "\n"));
}
