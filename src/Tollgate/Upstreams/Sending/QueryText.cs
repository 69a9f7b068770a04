using System.Collections.Frozen;
using System.Text;

namespace Tollgate.Upstreams.Sending;

/// <summary>Carries a client's query on, without what could hold a gateway key or overrule the account's own.</summary>
internal static class QueryText
{
    private static readonly FrozenSet<string> Keys =
        new[] { "key", "api_key", "api-key", "x-api-key", "x-goog-api-key", "authorization", "access_token" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The query with "?", or nothing.</summary>
    public static string Clean(string? query, Secret? key)
    {
        var text = (query ?? "").AsSpan().TrimStart('?');
        if (key is null && !text.IsEmpty && !HoldsForbidden(text))
        {
            return string.Concat("?", text);
        }

        return AddKey(Keep(text), key).ToString();
    }

    private static StringBuilder Keep(ReadOnlySpan<char> text)
    {
        var kept = new StringBuilder();
        foreach (var range in text.Split('&'))
        {
            var part = text[range];
            if (!part.IsEmpty && !IsForbidden(part))
            {
                kept.Append(kept.Length == 0 ? '?' : '&').Append(part);
            }
        }

        return kept;
    }

    private static StringBuilder AddKey(StringBuilder query, Secret? key) => key is null
        ? query
        : query.Append(query.Length == 0 ? '?' : '&').Append("key=").Append(Uri.EscapeDataString(key.Reveal()));

    private static bool HoldsForbidden(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('&'))
        {
            if (text[range].IsEmpty || IsForbidden(text[range]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a parameter is a key, in any spelling, or holds what does not belong into a query.</summary>
    private static bool IsForbidden(ReadOnlySpan<char> part)
    {
        foreach (var letter in part)
        {
            if (letter is <= ' ' or > '~' or '#')
            {
                return true;
            }
        }

        var equals = part.IndexOf('=');
        var name = Uri.UnescapeDataString((equals < 0 ? part : part[..equals]).ToString().Replace('+', ' ')).Trim();
        return Keys.Contains(name) || name.StartsWith("x-tollgate-", StringComparison.OrdinalIgnoreCase) || name.StartsWith('$');
    }
}
