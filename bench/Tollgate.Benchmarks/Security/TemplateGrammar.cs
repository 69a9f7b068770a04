using System.Text;

namespace Tollgate.Benchmarks.Security;

/// <summary>
/// A file of templates. The first line says what it is; `@name = a|b` names a list; `# family name` starts a family; every other line
/// is a template, in which `{a|b}` is one of these, `@name` one of a list, and a backslash takes the next character as it is. Braces
/// without a bar in them are themselves. The same seed gives the same texts.
/// </summary>
internal sealed class TemplateGrammar
{
    private readonly Dictionary<string, string> _lists = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    public TemplateGrammar(string path)
    {
        var family = "";
        foreach (var line in File.ReadLines(path).Skip(1).Where(line => line.Length > 0))
        {
            if (line.StartsWith("# family ", StringComparison.Ordinal))
            {
                family = line[9..];
            }
            else if (line[0] == '@' && line.IndexOf(" = ", StringComparison.Ordinal) is > 0 and var equals)
            {
                _lists[line[1..equals]] = line[(equals + 3)..];
            }
            else
            {
                Templates.Add((family, line));
            }
        }
    }

    /// <summary>The templates with their families.</summary>
    public List<(string Family, string Text)> Templates { get; } = [];

    /// <summary>One text of a template.</summary>
    public string Fill(string template, Random random)
    {
        var text = new StringBuilder();
        Fill(template, text, random);
        return text.ToString().Trim();
    }

    /// <summary>Different texts of a template, at most so many.</summary>
    public IEnumerable<string> Fill(string template, int most, Random random) =>
        Enumerable.Range(0, most).Select(_ => Fill(template, random)).Distinct();

    private void Fill(ReadOnlySpan<char> template, StringBuilder text, Random random)
    {
        for (var at = 0; at < template.Length; at++)
        {
            switch (template[at])
            {
                case '\\' when at + 1 < template.Length:
                    text.Append(template[++at] == 'n' ? '\n' : template[at]);
                    break;
                case '{' when CloseOf(template, at) is > 0 and var close:
                    FillBraces(template[(at + 1)..close], text, random);
                    at = close;
                    break;
                case '@' when ListAt(template[(at + 1)..]) is { Length: > 0 } name:
                    Fill(Choose(_lists[name], random), text, random);
                    at += name.Length;
                    break;
                default:
                    text.Append(template[at]);
                    break;
            }
        }
    }

    private void FillBraces(ReadOnlySpan<char> inside, StringBuilder text, Random random)
    {
        if (inside.Length > 0 && inside[0] == '@' && inside[1..].SequenceEqual(ListAt(inside[1..])))
        {
            Fill(inside, text, random);
            return;
        }

        var choices = Choices(inside);
        if (choices.Count == 1)
        {
            text.Append('{');
            Fill(inside, text, random);
            text.Append('}');
            return;
        }

        Fill(choices[random.Next(choices.Count)], text, random);
    }

    private static string Choose(string list, Random random)
    {
        var choices = Choices(list);
        return choices[random.Next(choices.Count)];
    }

    private string ListAt(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('a', 'z');
        var name = (length < 0 ? text : text[..length]).ToString();
        return _lists.ContainsKey(name) ? name : "";
    }

    private static List<string> Choices(ReadOnlySpan<char> text)
    {
        var (choices, depth, from) = (new List<string>(), 0, 0);
        for (var at = 0; at < text.Length; at++)
        {
            at += text[at] == '\\' ? 1 : 0;
            var sign = at < text.Length && (at == 0 || text[at - 1] != '\\') ? text[at] : ' ';
            depth += sign == '{' ? 1 : sign == '}' ? -1 : 0;
            if (sign == '|' && depth == 0)
            {
                choices.Add(text[from..at].ToString());
                from = at + 1;
            }
        }

        choices.Add(text[from..].ToString());
        return choices;
    }

    private static int CloseOf(ReadOnlySpan<char> text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
                continue;
            }

            depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }
}
