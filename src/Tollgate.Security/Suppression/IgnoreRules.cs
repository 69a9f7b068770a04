namespace Tollgate.Security.Suppression;

/// <summary>
/// Which files are left out, in the manner of .gitignore: a pattern a line, `!` takes back, `/` at the end means a folder, `/` elsewhere
/// binds to the root, `*` stops at `/`, `**` does not, `?` and `[a-z]` are one character, a backslash takes the next one as it is, the last pattern
/// that fits decides.
/// </summary>
public sealed class IgnoreRules
{
    private readonly List<(string Pattern, bool IsTakenBack, bool IsRooted, bool IsFolder)> _rules = [];

    /// <summary>Reads the lines of an ignore file.</summary>
    public static IgnoreRules Parse(string text)
    {
        var rules = new IgnoreRules();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var pattern = line.Trim();
            if (pattern.IsEmpty || pattern[0] == '#')
            {
                continue;
            }

            var isTakenBack = pattern[0] == '!';
            pattern = isTakenBack ? pattern[1..] : pattern;
            var isFolder = pattern.EndsWith("/");
            pattern = pattern.TrimEnd('/');
            rules._rules.Add((pattern.TrimStart('/').ToString(), isTakenBack, pattern.Contains('/'), isFolder));
        }

        return rules;
    }

    /// <summary>Whether the file is left out; the path is relative to the root, with forward slashes.</summary>
    public bool Ignores(string path)
    {
        var isIgnored = false;
        foreach (var rule in _rules)
        {
            if (isIgnored == rule.IsTakenBack && Fits(rule.Pattern, rule.IsRooted, rule.IsFolder, path))
            {
                isIgnored = !rule.IsTakenBack;
            }
        }

        return isIgnored;
    }

    /// <summary>A pattern fits a file, or a folder above it.</summary>
    private static bool Fits(string pattern, bool isRooted, bool isFolder, string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (FitsPart(pattern, isRooted, path.AsSpan(0, end)))
            {
                return true;
            }
        }

        return !isFolder && FitsPart(pattern, isRooted, path);
    }

    private static bool FitsPart(string pattern, bool isRooted, ReadOnlySpan<char> path) =>
        IsMatch(pattern, isRooted ? path : path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>Wildcards by dynamic programming over the pattern: time is pattern × path, whatever they hold.</summary>
    private static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        var reached = new bool[path.Length + 1];
        reached[0] = true;
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] != '*')
            {
                Advance(reached, path, Unit(pattern, ref at));
                continue;
            }

            var crosses = at + 1 < pattern.Length && pattern[at + 1] == '*';
            at += crosses ? 1 : 0;
            Spread(reached, path, crosses);
            if (crosses && at + 1 < pattern.Length && pattern[at + 1] == '/')
            {
                at++;
                Skip(reached, path);
            }
        }

        return reached[path.Length];
    }

    /// <summary>What stands for one character; the place moves to its end.</summary>
    private static ReadOnlySpan<char> Unit(ReadOnlySpan<char> pattern, ref int at)
    {
        var start = at;
        var rest = pattern[at..];
        if (rest[0] == '\\' && rest.Length > 1)
        {
            at++;
        }
        else if (rest[0] == '[' && rest.Length > 2 && rest[2..].IndexOf(']') is var close and >= 0)
        {
            at += close + 2;
        }

        return pattern[start..(at + 1)];
    }

    private static void Advance(bool[] reached, ReadOnlySpan<char> path, ReadOnlySpan<char> unit)
    {
        for (var at = path.Length; at > 0; at--)
        {
            reached[at] = reached[at - 1] && Is(path[at - 1], unit);
        }

        reached[0] = false;
    }

    private static bool Is(char value, ReadOnlySpan<char> unit)
    {
        if (unit.Length == 1)
        {
            return value == unit[0] || (unit[0] == '?' && value != '/');
        }

        if (unit.Length == 2)
        {
            return value == unit[1];
        }

        var isTurned = unit[1] is '!' or '^';
        return value != '/' && IsOneOf(value, unit[(isTurned ? 2 : 1)..^1]) != isTurned;
    }

    private static bool IsOneOf(char value, ReadOnlySpan<char> members)
    {
        for (var at = 0; at < members.Length; at++)
        {
            var isRange = at + 2 < members.Length && members[at + 1] == '-';
            if (isRange ? value >= members[at] && value <= members[at + 2] : value == members[at])
            {
                return true;
            }

            at += isRange ? 2 : 0;
        }

        return false;
    }

    private static void Spread(bool[] reached, ReadOnlySpan<char> path, bool crosses)
    {
        for (var at = 1; at <= path.Length; at++)
        {
            reached[at] |= reached[at - 1] && (crosses || path[at - 1] != '/');
        }
    }

    /// <summary>Behind `**/` stands the start of a name.</summary>
    private static void Skip(bool[] reached, ReadOnlySpan<char> path)
    {
        for (var at = 1; at <= path.Length; at++)
        {
            reached[at] &= path[at - 1] == '/';
        }
    }
}
