using System.Buffers;

namespace Tollgate.Security.Sql;

/// <summary>Says whether a text that values were put into is SQL, and not a sentence that starts with the same word.</summary>
internal static class SqlText
{
    private const int LongestListed = 600;
    private const int LongestVerb = 16;
    private const int MostBeforeSet = 3;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> English = new HashSet<string>(
        "a an the your you please this that these those it its their our my here there were been will done failed one more another option item items file files which what".Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Objects = new HashSet<string>(
        "table database schema index view user role procedure function trigger sequence column login tablespace type extension unique temp temporary or".Split(' '),
        StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<string> Clauses = SearchValues.Create(
        ["where ", "order by ", "group by ", "having ", "values", " from ", " and ", " or ", "limit ", "union ", " join ", " set ", " like ", "in ("], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Comparisons = SearchValues.Create(
        ["= '", "='", "== ", "=\u0001", "= \u0001", "like '", "> '", "< '", "> \u0001", "< \u0001", "in (", "=\"", "= \""], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value stands in a statement.</summary>
    public static bool IsStatement(string text)
    {
        var rest = Begin(text);
        var verb = Word(rest);
        var tail = rest[verb.Length..];
        return tail.Contains(SqlValue.Hole) && verb.Length > 2 && (tail.IsEmpty || tail[0] <= ' ' || tail[0] is '*' or '(') && IsVerb(verb, tail);
    }

    /// <summary>Whether a value stands in a statement or a part of one, where only SQL is taken.</summary>
    public static bool IsPart(string text) => text.Contains(SqlValue.Hole, StringComparison.Ordinal)
        && (IsStatement(text) || text.AsSpan().ContainsAny(Clauses) || IsCondition(text) || Word(Begin(text)) is var verb && IsOneOf(verb, "SELECT", "INSERT", "UPDATE", "DELETE") || IsOther(Word(Begin(text))));

    /// <summary>Whether a value stands where a condition compares it.</summary>
    public static bool IsCondition(string text) => text.Contains(SqlValue.Hole, StringComparison.Ordinal) && text.AsSpan().ContainsAny(Comparisons);

    private static bool IsVerb(ReadOnlySpan<char> verb, ReadOnlySpan<char> tail)
    {
        var shouted = verb[..Math.Min(verb.Length, LongestVerb)].ToString().ToUpperInvariant();
        return shouted switch
        {
            "SELECT" => IsSelect(tail, IsShouted(verb)),
            "INSERT" or "REPLACE" or "MERGE" => IsOneOf(Word(tail.TrimStart()), "INTO", "OR", "IGNORE", "OVERWRITE") && IsNamed(Behind(tail)),
            "DELETE" => IsDelete(tail, IsShouted(verb)),
            "UPDATE" => IsUpdate(tail),
            "WITH" => tail.Contains("select", StringComparison.OrdinalIgnoreCase) && tail.Contains('('),
            _ => IsShouted(verb) && IsDefinition(shouted, tail),
        };
    }

    /// <summary>A name stands before `set`, and behind it something gets a value.</summary>
    private static bool IsUpdate(ReadOnlySpan<char> tail)
    {
        var set = FindWord(tail, "set");
        if (set < 0 || !IsNamed(tail) || tail[..set].Trim().Count(' ') > MostBeforeSet)
        {
            return false;
        }

        var rest = tail[(set + 3)..].Trim();
        return rest.IsEmpty || rest[0] is SqlValue.Hole or SqlValue.Plug || rest.Contains('=');
    }

    private static bool IsDelete(ReadOnlySpan<char> tail, bool isShouted) =>
        IsOneOf(Word(tail.TrimStart()), "FROM") && IsNamed(Behind(tail)) && (isShouted || Has(tail, "where"));

    private static bool IsDefinition(string verb, ReadOnlySpan<char> tail) => verb switch
    {
        "CREATE" or "DROP" or "ALTER" or "TRUNCATE" => Objects.Contains(Word(tail.TrimStart())) && IsNamed(Behind(tail)),
        "GRANT" or "REVOKE" => Has(tail, "on") || Has(tail, "to"),
        "UNION" => Has(tail, "select"),
        _ => false,
    };

    private static bool IsSelect(ReadOnlySpan<char> tail, bool isShouted)
    {
        var from = FindWord(tail, "from");
        if (from < 0)
        {
            return isShouted && tail.Length < LongestListed && tail.IndexOfAny('(', '*', ',') >= 0 && !HasEnglish(tail);
        }

        return !HasEnglish(tail[..from]) && IsNamed(tail[(from + 4)..]) && (isShouted || IsList(tail[..from].Trim()));
    }

    /// <summary>Names between commas, a star, or a call.</summary>
    private static bool IsList(ReadOnlySpan<char> list)
    {
        foreach (var range in list.Split(','))
        {
            var item = list[range].Trim();
            if (item.IsEmpty || (item.IndexOf(' ') >= 0 && item.IndexOfAny("(*.'\"") < 0 && !item.Contains(" as ", StringComparison.OrdinalIgnoreCase) && !item.StartsWith("distinct ", StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A name, quoted or not, or a value stands next: not a word of English.</summary>
    private static bool IsNamed(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        if (text.IsEmpty)
        {
            return false;
        }

        var word = Word(text);
        return word.Length > 0 ? !English.Contains(word) : text[0] is SqlValue.Hole or SqlValue.Plug or '"' or '`' or '[' or '(' or '\'' or '{' or '@' or '#';
    }

    private static bool HasEnglish(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var word = Word(text[at..]);
            if (word.Length > 0 && English.Contains(word) && (at == 0 || text[at - 1] == ' ') && at + word.Length < text.Length && text[at + word.Length] == ' ')
            {
                return true;
            }

            at += Math.Max(1, word.Length);
        }

        return false;
    }

    private static bool IsOther(ReadOnlySpan<char> verb) =>
        IsOneOf(verb, "EXEC", "EXECUTE", "CALL", "PRAGMA") || IsOneOf(verb, "ATTACH", "USE", "DROP", "ALTER") || IsOneOf(verb, "CREATE", "TRUNCATE", "GRANT", "SHOW");

    private static bool Has(ReadOnlySpan<char> text, string word) => FindWord(text, word) >= 0;

    private static int FindWord(ReadOnlySpan<char> text, string word)
    {
        for (var at = 0; at < text.Length;)
        {
            var found = text[at..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                return -1;
            }

            at += found;
            var end = at + word.Length;
            if ((at == 0 || !IsLetter(text[at - 1])) && (end == text.Length || !IsLetter(text[end])))
            {
                return at;
            }

            at = end;
        }

        return -1;
    }

    /// <summary>What follows the next word, and the words that may stand between it and a name.</summary>
    private static ReadOnlySpan<char> Behind(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        text = text[Word(text).Length..].TrimStart();
        while (IsOneOf(Word(text), "INTO", "IF", "NOT", "EXISTS") || IsOneOf(Word(text), "IGNORE", "REPLACE", "TABLE", "INDEX"))
        {
            text = text[Word(text).Length..].TrimStart();
        }

        return text;
    }

    /// <summary>Past blanks, brackets and comments.</summary>
    private static ReadOnlySpan<char> Begin(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart(" \t\r\n(;{");
            var end = text.StartsWith("--") ? text.IndexOf('\n') : text.StartsWith("/*") ? text.IndexOf("*/") + 1 : -1;
            if (end <= 0)
            {
                return text;
            }

            text = text[(end + 1)..];
        }
    }

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsLetter(text[length]))
        {
            length++;
        }

        return text[..length];
    }

    private static bool IsLetter(char value) => char.IsAsciiLetterOrDigit(value) || value == '_';

    private static bool IsShouted(ReadOnlySpan<char> word) => !word.ContainsAnyInRange('a', 'z') || !word.ContainsAnyInRange('A', 'Z');

    private static bool IsOneOf(ReadOnlySpan<char> word, string one, string? two = null, string? three = null, string? four = null) =>
        word.Equals(one, StringComparison.OrdinalIgnoreCase) || (two is not null && word.Equals(two, StringComparison.OrdinalIgnoreCase))
        || (three is not null && word.Equals(three, StringComparison.OrdinalIgnoreCase)) || (four is not null && word.Equals(four, StringComparison.OrdinalIgnoreCase));
}
