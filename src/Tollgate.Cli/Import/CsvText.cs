using System.Text;

namespace Tollgate.Cli.Import;

/// <summary>Reads CSV (RFC 4180): quoted fields may hold commas, quotes and line ends.</summary>
internal static class CsvText
{
    /// <summary>The rows by the names of the first one.</summary>
    public static List<Dictionary<string, string>> Read(string text)
    {
        var lines = Lines(text);
        return lines.Count == 0 ? [] : [.. lines.Skip(1).Select(cells => Row(lines[0], cells))];
    }

    private static Dictionary<string, string> Row(List<string> names, List<string> cells)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            row[names[i].Trim()] = i < cells.Count ? cells[i] : "";
        }

        return row;
    }

    private static List<List<string>> Lines(string text)
    {
        var lines = new List<List<string>>();
        var (line, cell, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (isQuoted)
            {
                (isQuoted, i) = Quoted(text, i, cell);
            }
            else if (letter == '"')
            {
                isQuoted = true;
            }
            else if (letter is ',' or '\n')
            {
                line.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                line = letter == '\n' ? End(lines, line) : line;
            }
            else
            {
                cell.Append(letter);
            }
        }

        line.Add(cell.ToString());
        _ = End(lines, line);
        return lines;
    }

    /// <summary>One letter inside quotes: two quotes are one, one ends them.</summary>
    private static (bool IsQuoted, int At) Quoted(string text, int at, StringBuilder cell)
    {
        if (text[at] != '"')
        {
            cell.Append(text[at]);
            return (true, at);
        }

        if (at + 1 < text.Length && text[at + 1] == '"')
        {
            cell.Append('"');
            return (true, at + 1);
        }

        return (false, at);
    }

    private static List<string> End(List<List<string>> lines, List<string> line)
    {
        if (line.Count > 1 || line[0].Length > 0)
        {
            lines.Add(line);
        }

        return [];
    }
}
