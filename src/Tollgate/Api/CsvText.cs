using System.Text;

namespace Tollgate.Api;

/// <summary>Reads CSV (RFC 4180): what <see cref="CsvTable"/> wrote, and the exports of providers.</summary>
internal sealed class CsvText
{
    private readonly string _text;
    private readonly List<IReadOnlyList<string>> _rows = [];
    private int _at;

    private CsvText(string text) => _text = text.TrimStart('\uFEFF');

    /// <summary>The table; null when a quote is not closed or there is no heading.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOurs">Whether apostrophes stand where <see cref="CsvTable"/> put them.</param>
    public static CsvTable? Parse(string text, bool isOurs = false)
    {
        var reader = new CsvText(text);
        if (!reader.ReadRows() || reader._rows.Count == 0)
        {
            return null;
        }

        var table = new CsvTable(reader._rows[0]);
        foreach (var row in reader._rows.Skip(1).Where(row => row.Count > 1 || row[0].Length > 0))
        {
            table.Add(isOurs ? [.. row.Select(CsvTable.WithoutGuard)] : row);
        }

        return table;
    }

    private bool ReadRows()
    {
        while (_at < _text.Length)
        {
            var row = new List<string>();
            do
            {
                if ((IsAt('"') ? Quoted() : Plain()) is not { } cell)
                {
                    return false;
                }

                row.Add(cell);
            }
            while (Took(','));

            _ = Took('\r');
            _ = Took('\n');
            _rows.Add(row);
        }

        return true;
    }

    private bool IsAt(char sign) => _at < _text.Length && _text[_at] == sign;

    private bool Took(char sign)
    {
        var isThere = IsAt(sign);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private string Plain()
    {
        var end = _text.AsSpan(_at).IndexOfAny(',', '\r', '\n');
        var plain = end < 0 ? _text[_at..] : _text.Substring(_at, end);
        _at += plain.Length;
        return plain;
    }

    private string? Quoted()
    {
        var cell = new StringBuilder();
        _at++;
        while (_at < _text.Length)
        {
            if (!Took('"'))
            {
                cell.Append(_text[_at++]);
            }
            else if (Took('"'))
            {
                cell.Append('"');
            }
            else
            {
                return cell.ToString();
            }
        }

        return null;
    }
}
