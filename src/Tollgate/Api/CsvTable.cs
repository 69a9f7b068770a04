using System.Buffers;
using System.Text;

namespace Tollgate.Api;

/// <summary>
/// A table as CSV (RFC 4180). A cell that a spreadsheet would take for a formula gets a leading apostrophe; so does one that begins with an
/// apostrophe, and reading takes exactly that one away again: what was written comes back.
/// </summary>
internal sealed class CsvTable(IReadOnlyList<string> columns)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>The headings.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>The rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>Adds a row.</summary>
    public CsvTable Add(params IReadOnlyList<string> cells)
    {
        _rows.Add(cells);
        return this;
    }

    /// <summary>A cell as it was before it was guarded.</summary>
    public static string WithoutGuard(string cell) => cell is ['\'', ..] ? cell[1..] : cell;

    /// <summary>The text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text, columns);
        _rows.ForEach(row => Append(text, row));
        return text.ToString();
    }

    /// <summary>Writes one row.</summary>
    public static void Append(StringBuilder text, IReadOnlyList<string> cells) => text.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

    private static string Quote(string cell)
    {
        var safe = cell.Length > 0 && cell[0] is '=' or '+' or '@' or '\t' or '\r' or '\'' || IsSignedText(cell) ? "'" + cell : cell;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    /// <summary>A minus before anything but a number begins a formula too.</summary>
    private static bool IsSignedText(string cell) => cell is ['-', ..] && (cell.Length == 1 || cell.AsSpan(1).ContainsAnyExcept(Digits));
}
