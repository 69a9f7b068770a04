namespace Tollgate.Security.Sql;

/// <summary>Says at a glance whether a source may hold SQL at all: most hold none, and are not cut into tokens.</summary>
internal static class SqlHint
{
    private const int Reach = 600;

    /// <summary>What statements begin with, and of what one must follow where no quote stands before it.</summary>
    private static readonly (string Verb, string[] Followers)[] Verbs =
    [
        ("select", ["from"]), ("insert", ["into", "or ", "ignore", "overwrite"]), ("update", ["set"]), ("delete", ["from"]), ("replace", ["into"]), ("merge", ["into", "using"]),
        ("create", Objects), ("alter", Objects), ("drop", Objects), ("truncate", ["table"]), ("grant", ["on", "to"]), ("revoke", ["on", "from"]), ("with", ["select"]), ("union", ["select"]),
        ("where", []), ("order", []), ("group", []), ("having", []), ("exec", []), ("execute", []), ("call", []), ("pragma", []), ("attach", []), ("use", []), ("show", []), ("values", []), ("from", []), ("and", []), ("or", []), ("limit", []),
    ];

    /// <summary>What takes conditions, in files that hold no more of SQL than that.</summary>
    private static readonly string[] Takers = ["raw(", "where(", "having(", "filter(", "extra(", "query("];

    private static readonly (string Verb, string[] Followers)[]?[] ByLetter = Sort();

    private static string[] Objects => ["table", "database", "schema", "index", "view", "user", "role", "proc", "function", "trigger", "sequence", "column", "login", "type", "extension", "unique", "temp", "or "];

    /// <summary>Whether it may.</summary>
    public static bool MayHold(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (ByLetter[text[at] | 0x20] is { } verbs && (at == 0 || !char.IsAsciiLetterOrDigit((char)text[at - 1])) && IsAny(verbs, text, at))
            {
                return true;
            }
        }

        return HasCondition(text);
    }

    private static bool IsAny((string Verb, string[] Followers)[] verbs, ReadOnlySpan<byte> text, int at)
    {
        foreach (var (verb, followers) in verbs)
        {
            var end = at + verb.Length;
            if (end < text.Length && Is(text[at..], verb) && !char.IsAsciiLetterOrDigit((char)text[end]))
            {
                return IsQuoted(text, at) || Follows(text[end..Math.Min(text.Length, end + Reach)], followers);
            }
        }

        return false;
    }

    /// <summary>A quote stands before it, or before blanks and brackets before it.</summary>
    private static bool IsQuoted(ReadOnlySpan<byte> text, int at)
    {
        var before = at - 1;
        while (before >= 0 && text[before] is (byte)' ' or (byte)'(' or (byte)'{' or (byte)';')
        {
            before--;
        }

        return before >= 0 && text[before] is (byte)'"' or (byte)'\'' or (byte)'`';
    }

    private static bool Follows(ReadOnlySpan<byte> text, string[] followers)
    {
        foreach (var follower in followers)
        {
            if (Holds(text, follower))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasCondition(ReadOnlySpan<byte> text) =>
        (text.IndexOf("='"u8) >= 0 || text.IndexOf("= '"u8) >= 0 || text.IndexOf("'%"u8) >= 0 || text.IndexOf("== "u8) >= 0 || text.IndexOf("{call"u8) >= 0) && Follows(text, Takers);

    /// <summary>Whether a text holds a word, in letters of either case.</summary>
    private static bool Holds(ReadOnlySpan<byte> text, string word)
    {
        var (small, large) = ((byte)word[0], (byte)char.ToUpperInvariant(word[0]));
        for (var at = text.IndexOfAny(small, large); at >= 0;)
        {
            if (Is(text[at..], word))
            {
                return true;
            }

            var next = text[(at + 1)..].IndexOfAny(small, large);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<byte> text, string word)
    {
        if (text.Length < word.Length)
        {
            return false;
        }

        for (var at = 0; at < word.Length; at++)
        {
            if (text[at] != word[at] && (text[at] | 0x20) != word[at])
            {
                return false;
            }
        }

        return true;
    }

    private static (string Verb, string[] Followers)[]?[] Sort()
    {
        var sorted = new (string, string[])[]?[256];
        foreach (var verb in Verbs)
        {
            sorted[verb.Verb[0]] = [.. sorted[verb.Verb[0]] ?? [], verb];
        }

        return sorted;
    }
}
