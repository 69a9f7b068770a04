using System.Text;

namespace Tollgate.Hosting.Settings;

/// <summary>
/// ${X} and ${X:-default}. They are taken out before YAML is read and put in after it, so that braces do not end a flow map
/// (`{ api_key: ${OPENAI_API_KEY} }`), and so that what a variable holds is never read as YAML.
/// </summary>
internal sealed class Placeholders(Func<string, string?> environment)
{
    /// <summary>Stands for a placeholder while YAML is read: a character of the private use area on both sides of its number.</summary>
    private const char Mark = '\uE4A7';

    private readonly List<(string Name, string? Default)> _taken = [];

    /// <summary>Replaces every placeholder by its mark. Writing "$${" keeps "${".</summary>
    public string TakeOut(string text, List<SettingsFinding> findings)
    {
        var result = new StringBuilder(text.Length);
        var line = 1;
        for (var i = 0; i < text.Length; i++)
        {
            line += text[i] == '\n' ? 1 : 0;
            if (text[i] == Mark)
            {
                findings.Add(new SettingsFinding("", line, "The file holds a character of the private use area."));
            }
            else if (IsAt(text, i, "$${"))
            {
                result.Append(Mark).Append('$').Append(Mark);
                i += 1;
            }
            else if (IsAt(text, i, "${"))
            {
                i = TakeOne(text, i, line, result, findings);
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    /// <summary>The text as the file has it, with the names of variables and not what they hold.</summary>
    public string AsWritten(string text)
    {
        var parts = text.Split(Mark);
        for (var i = 1; i < parts.Length; i += 2)
        {
            parts[i] = parts[i] == "$" ? "$" : Shown(_taken[int.Parse(parts[i], System.Globalization.CultureInfo.InvariantCulture)]);
        }

        return string.Concat(parts);
    }

    /// <summary>Puts values in; <paramref name="missing"/> is the first variable that is not set and has no default.</summary>
    public string PutIn(string text, out string? missing)
    {
        missing = null;
        if (!text.Contains(Mark))
        {
            return text;
        }

        var result = new StringBuilder();
        var rest = text.AsSpan();
        for (var at = rest.IndexOf(Mark); at >= 0; at = rest.IndexOf(Mark))
        {
            result.Append(rest[..at]);
            rest = rest[(at + 1)..];
            var end = rest.IndexOf(Mark);
            result.Append(ValueOf(rest[..end], ref missing));
            rest = rest[(end + 1)..];
        }

        return result.Append(rest).ToString();
    }

    /// <summary>Whether a text holds a placeholder.</summary>
    public static bool IsIn(string text) => text.Contains(Mark);

    private static string Shown((string Name, string? Default) taken) => taken.Default is null ? $"${{{taken.Name}}}" : $"${{{taken.Name}:-{taken.Default}}}";

    private int TakeOne(string text, int start, int line, StringBuilder result, List<SettingsFinding> findings)
    {
        var stop = text.AsSpan(start).IndexOfAny('}', '\n');
        if (stop < 0 || text[start + stop] != '}')
        {
            findings.Add(new SettingsFinding("", line, "'${' is not closed on its line.", "Write ${NAME} or ${NAME:-default}; $${ keeps the characters."));
            return start + 1;
        }

        var inner = text.AsSpan(start + 2, stop - 2);
        var colon = inner.IndexOf(":-");
        var name = (colon < 0 ? inner : inner[..colon]).ToString();
        if (!IsName(name))
        {
            findings.Add(new SettingsFinding("", line, $"'${{{inner}}}' does not name a variable.", "Write ${NAME} or ${NAME:-default}."));
        }

        result.Append(Mark).Append(_taken.Count).Append(Mark);
        _taken.Add((name, colon < 0 ? null : inner[(colon + 2)..].ToString()));
        return start + stop;
    }

    private string ValueOf(ReadOnlySpan<char> number, ref string? missing)
    {
        if (number is "$")
        {
            return "$";
        }

        var (name, fallback) = _taken[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)];
        var value = environment(name);
        if (!string.IsNullOrEmpty(value))
        {
            return value;
        }

        if (fallback is null)
        {
            missing ??= name;
        }

        return fallback ?? "";
    }

    private static bool IsAt(string text, int at, string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    private static bool IsName(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            return false;
        }

        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
            {
                return false;
            }
        }

        return true;
    }
}
