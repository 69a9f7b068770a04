using System.Buffers;
using System.Text;
using Tollgate.Security.Matching;

namespace Tollgate.Security.Secrets;

/// <summary>What the name of a value says about the value.</summary>
internal static class NameWords
{
    private const int LongestName = 64;
    private static readonly ByteClass NamePart = ByteClass.Parse("A-Za-z0-9_.-");

    private static readonly SearchValues<string> Harmless = SearchValues.Create(
        [
            "hash", "digest", "sha", "checksum", "commit", "name", "url", "uri", "path", "file", "type", "field", "label", "length", "min", "max", "policy", "count", "expir", "ttl",
            "limit", "page", "param", "header", "prefix", "suffix", "regex", "pattern", "placeholder", "hint", "message", "error", "title", "ref", "arn", "version", "algorithm",
            "issuer", "endpoint", "public", "input", "output", "usage", "csrf", "xsrf", "cancellation", "next", "continuation", "syntax", "kind", "class", "style", "color",
            "design", "syntheticid", "integrity", "etag", "revision", "build", "fingerprint", "thumbprint", "keyid", "key_id", "key-id", "uuid", "guid", "trace", "span", "request", "correlation", "sync", "cursor", "pagination", "nonce", "sitekey", "site_key", "publishable", "challenge",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Credential = SearchValues.Create(
        ["key", "token", "secret", "auth", "pass", "pwd", "cred", "api", "access", "pat", "bearer"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the name that holds the place starts.</summary>
    public static int StartOf(ReadOnlySpan<byte> text, int place) => place - NamePart.RunBack(text[..place], LongestName);

    /// <summary>Whether a name says that its value is something about a secret, not the secret.</summary>
    public static bool IsHarmless(ReadOnlySpan<byte> name) => Contains(name, Harmless);

    /// <summary>Whether a name says that its value opens something.</summary>
    public static bool IsCredential(ReadOnlySpan<byte> name) => Contains(name, Credential);

    private static bool Contains(ReadOnlySpan<byte> name, SearchValues<string> words)
    {
        name = name.Length > LongestName ? name[..LongestName] : name;
        // 128 bytes on the stack: names are short, and this runs once a keyword, not once a byte.
        Span<char> text = stackalloc char[LongestName];
        return text[..Encoding.Latin1.GetChars(name, text)].ContainsAny(words);
    }
}
