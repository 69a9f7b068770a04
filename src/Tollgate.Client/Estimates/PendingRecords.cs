using System.Globalization;
using System.Text;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>Records that no sink took yet, in a file of lines. One owner; the file is synchronised before a record counts as kept.</summary>
internal sealed class PendingRecords
{
    private const int Fields = 6;

    private readonly string _file;
    private readonly Queue<CostRecord> _records = new();

    /// <summary>Reads what an earlier process left; a line that was cut short by its end is dropped, for its call was not answered yet.</summary>
    public PendingRecords(string file)
    {
        _file = file;
        if (!File.Exists(file))
        {
            return;
        }

        foreach (var line in File.ReadAllLines(file))
        {
            if (Read(line) is { } record)
            {
                _records.Enqueue(record);
            }
        }
    }

    /// <summary>Keeps a record.</summary>
    public void Add(CostRecord record)
    {
        using var stream = new FileStream(_file, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(Encoding.UTF8.GetBytes(Line(record)));
        stream.Flush(flushToDisk: true);
        _records.Enqueue(record);
    }

    /// <summary>Tells a sink the records in their order until it refuses one; how many are left.</summary>
    public async Task<int> DrainAsync(ICostSink sink, CancellationToken ct)
    {
        var before = _records.Count;
        while (_records.TryPeek(out var record) && await TakesAsync(sink, record, ct).ConfigureAwait(false))
        {
            _ = _records.Dequeue();
        }

        if (_records.Count < before)
        {
            Rewrite();
        }

        return _records.Count;
    }

    private static async Task<bool> TakesAsync(ICostSink sink, CostRecord record, CancellationToken ct)
    {
        try
        {
            await sink.WriteAsync(record, ct).ConfigureAwait(false);
            return true;
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            return false;
        }
    }

    /// <summary>The file is replaced as a whole, so that a crash leaves the old one or the new one.</summary>
    private void Rewrite()
    {
        if (_records.Count == 0)
        {
            File.Delete(_file);
            return;
        }

        var next = _file + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            foreach (var record in _records)
            {
                stream.Write(Encoding.UTF8.GetBytes(Line(record)));
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(next, _file, overwrite: true);
    }

    private static string Line(CostRecord record)
    {
        var text = new StringBuilder();
        CsvTable.Append(text, [
            record.Id.ToString(), record.At.ToString("O", CultureInfo.InvariantCulture), OneLine(record.Resource), OneLine(record.Provider), record.Estimated?.ToString() ?? "", record.Actual?.ToString() ?? "",
        ]);
        return text.ToString();
    }

    /// <summary>A line is a record, whatever names hold.</summary>
    private static string OneLine(string name) => name.ReplaceLineEndings(" ");

    private static CostRecord? Read(string line) =>
        CsvText.Parse(line, isOurs: true) is { Columns: { Count: Fields } cells } && Guid.TryParse(cells[0], out var id)
        && DateTimeOffset.TryParseExact(cells[1], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
        && TryMoney(cells[4], out var estimated) && TryMoney(cells[5], out var actual)
            ? new CostRecord { Id = id, At = at, Resource = CsvTable.WithoutGuard(cells[2]), Provider = CsvTable.WithoutGuard(cells[3]), Estimated = estimated, Actual = actual }
            : null;

    private static bool TryMoney(string text, out Money? money)
    {
        var isMoney = Money.TryParse(text, out var amount);
        money = isMoney ? amount : null;
        return isMoney || text.Length == 0;
    }
}
