using System.Globalization;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>Calls as CSV, a row each, and back without loss.</summary>
public static class CostCsv
{
    private static readonly string[] Names = ["at", "session", "provider", "model", "cost_usd", "flags", "request_id"];
    private static readonly string[] Columns = [.. Names, .. Enumerable.Range(0, Units.Count).Select(i => Units.Name((Unit)i))];
    private static readonly Dictionary<string, LineFlags> Flags =
        Enum.GetValues<LineFlags>().Where(flag => flag != LineFlags.None).ToDictionary(flag => flag.Wire()[0], StringComparer.Ordinal);

    /// <summary>The rows under a heading. Cells that a spreadsheet would take for formulas are guarded by an apostrophe.</summary>
    public static string Write(IEnumerable<CostEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var table = new CsvTable(Columns);
        foreach (var entry in entries)
        {
            table.Add([
                entry.At.ToString("O", CultureInfo.InvariantCulture), entry.Session, entry.Provider, entry.Model, entry.Cost.ToString(), string.Join(' ', entry.Flags.Wire()), entry.RequestId ?? "",
                .. Enumerable.Range(0, Units.Count).Select(i => entry.Usage[(Unit)i].ToString(CultureInfo.InvariantCulture)),
            ]);
        }

        return table.ToString();
    }

    /// <summary>The calls of a text that <see cref="Write"/> made.</summary>
    /// <exception cref="FormatException">The text is no such table; the message names the row.</exception>
    public static IReadOnlyList<CostEntry> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (CsvText.Parse(text, isOurs: true) is not { } table || !table.Columns.SequenceEqual(Columns))
        {
            throw new FormatException("This is no table of calls: its heading is another.");
        }

        return [.. table.Rows.Select((row, i) => Read(row, i + 1))];
    }

    private static CostEntry Read(IReadOnlyList<string> row, int number)
    {
        try
        {
            var usage = new TokenUsage();
            for (var i = 0; i < Units.Count; i++)
            {
                usage[(Unit)i] = long.Parse(row[Names.Length + i], NumberStyles.None, CultureInfo.InvariantCulture);
            }

            return new CostEntry
            {
                At = DateTimeOffset.ParseExact(row[0], "O", CultureInfo.InvariantCulture),
                Session = row[1],
                Provider = row[2],
                Model = row[3],
                Cost = Money.Parse(row[4]),
                Flags = row[5].Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(LineFlags.None, (flags, name) => flags | Flags[name]),
                RequestId = row[6].Length == 0 ? null : row[6],
                Usage = usage,
            };
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or KeyNotFoundException or ArgumentOutOfRangeException)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Row {number} is not that of a call: {fault.Message}"), fault);
        }
    }
}
