using System.Data.Common;
using System.Globalization;
using Tollgate.Storage;

namespace Tollgate.Analytics.Rollups;

/// <summary>
/// Reads what came to the ledger between two marks. A line counts once its call is counted too: what is new is the lines of new calls,
/// and new lines of calls that were counted before (a correction, a late settlement).
/// </summary>
internal sealed class RollupReader
{
    private const int MostCalls = 5_000;
    private const int MostLines = 20_000;
    private const string SelectLastCall = "select coalesce(max(rowid), 0) from request";
    private const string SelectLastLine = "select coalesce(max(sequence), 0) from ledger_line";
    private const string SelectCalls = $"select {CallRow.Columns} from request r where r.rowid > @after and r.rowid <= @to order by r.rowid";
    private const string SelectCall = $"select {CallRow.Columns} from request r where r.id = @id";
    private const string SelectLines = $"select {LineRow.Columns} from ledger_line l where l.sequence > @after and l.sequence <= @to order by l.sequence";
    private const string SelectOlderLines = $"select {LineRow.Columns} from ledger_line l where l.request_id = @id and l.sequence <= @to";
    private const string SelectLastLineOf = "select coalesce(max(sequence), 0) from ledger_line where request_id = @id";

    private readonly CacheSavings _savings = new();

    /// <summary>The mark of everything that is there now, as far as numbers say.</summary>
    public static async Task<(long Row, long Sequence)> HeadAsync(DbConnection connection, CancellationToken ct) =>
        (await NumberAsync(connection, SelectLastCall, null, ct), await NumberAsync(connection, SelectLastLine, null, ct));

    /// <summary>The next step towards a head; a part of the way when that is long.</summary>
    public async Task<RollupStep> ReadAsync(DbConnection connection, RollupMark from, (long Row, long Sequence) head, CancellationToken ct)
    {
        var toRow = Math.Min(head.Row, from.RequestRow + MostCalls);
        var calls = await CallsAsync(connection, from.RequestRow, toRow, ct);
        var last = calls.Count == 0 ? from.RequestId : calls[^1].Id;
        var toLine = await LastLineAsync(connection, from, head, toRow, calls, ct);
        var lines = await LinesAsync(connection, SelectLines, command => command.Add("@after", from.LineSequence).Add("@to", toLine), ct);
        var cells = new Dictionary<UsageCell, UsageSums>();
        await FoldAsync(connection, cells, calls, lines, from, ct);
        return new RollupStep(from, new RollupMark(toRow, last, toLine), cells);
    }

    /// <summary>The step that an intake makes from the mark at which it begins; reads the lines that its records did not hold.</summary>
    public async Task<RollupStep> TakeAsync(DbConnection connection, RollupMark from, RollupIntake intake, CancellationToken ct)
    {
        var (to, cells) = (intake.To(from), intake.Cells());
        foreach (var id in intake.Unread)
        {
            var call = await CountedAsync(connection, id, to.RequestRow, ct);
            var lines = await LinesAsync(connection, SelectOlderLines, command => command.Add("@id", id).Add("@to", to.LineSequence), ct);
            lines.ForEach(line => AddLine(cells, call, line));
        }

        foreach (var (id, lines) in intake.Loose)
        {
            var call = intake.Unread.Contains(id) ? null : await CountedAsync(connection, id, to.RequestRow, ct);
            lines.ForEach(record => AddLine(cells, call, LineRow.Of(record.Settled, _savings)));
        }

        return new RollupStep(from, to, cells);
    }

    /// <summary>Adds sums to their cell.</summary>
    public static void Add(Dictionary<UsageCell, UsageSums> cells, UsageGroup group, long hour, UsageSums sums)
    {
        var cell = new UsageCell(group, hour);
        if (!cells.TryGetValue(cell, out var there))
        {
            cells.Add(cell, there = new UsageSums());
        }

        there.Add(sums);
    }

    /// <summary>The lines of a part of the calls go with them, so that few have to be looked up one by one.</summary>
    private static async Task<long> LastLineAsync(
        DbConnection connection, RollupMark from, (long Row, long Sequence) head, long toRow, List<CallRow> calls, CancellationToken ct)
    {
        var most = Math.Min(head.Sequence, from.LineSequence + MostLines);
        if (toRow == head.Row || calls.FindLast(call => call.Attempts > 0) is not { } last)
        {
            return most;
        }

        var ofLast = await NumberAsync(connection, SelectLastLineOf, last.Id, ct);
        return Math.Clamp(ofLast, from.LineSequence, most);
    }

    private async Task FoldAsync(
        DbConnection connection, Dictionary<UsageCell, UsageSums> cells, List<CallRow> calls, List<LineRow> lines, RollupMark from, CancellationToken ct)
    {
        var byId = new Dictionary<Guid, CallRow>(calls.Count);
        foreach (var call in calls)
        {
            byId.Add(call.Id, call);
            Add(cells, call.Group, call.Hour, call.Sums);
        }

        var found = new Dictionary<Guid, int>(calls.Count);
        foreach (var line in lines)
        {
            if (!byId.TryGetValue(line.RequestId, out var call))
            {
                call = await CountedAsync(connection, line.RequestId, from.RequestRow, ct);
            }
            else if (line.IsCharge)
            {
                found[line.RequestId] = found.GetValueOrDefault(line.RequestId) + 1;
            }

            AddLine(cells, call, line);
        }

        foreach (var call in calls)
        {
            if (call.Attempts > found.GetValueOrDefault(call.Id))
            {
                var older = await LinesAsync(connection, SelectOlderLines, command => command.Add("@id", call.Id).Add("@to", from.LineSequence), ct);
                older.ForEach(line => AddLine(cells, call, line));
            }
        }
    }

    /// <summary>A line whose call is not counted yet waits for it.</summary>
    private static void AddLine(Dictionary<UsageCell, UsageSums> cells, CallRow? call, LineRow line)
    {
        if (call is not null)
        {
            Add(cells, call.Group.SpentAt(line.Provider, line.Model, line.Deployment), call.Hour, line.Sums);
        }
    }

    private static async Task<CallRow?> CountedAsync(DbConnection connection, Guid id, long upToRow, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(SelectCall);
        select.Add("@id", id);
        await using var row = await select.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) && CallRow.Read(row) is var call && call.Row <= upToRow ? call : null;
    }

    private static async Task<List<CallRow>> CallsAsync(DbConnection connection, long after, long to, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(SelectCalls);
        return await select.Add("@after", after).Add("@to", to).ReadRowsAsync(CallRow.Read, ct);
    }

    private async Task<List<LineRow>> LinesAsync(DbConnection connection, string sql, Action<DbCommand> bind, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(sql);
        bind(select);
        return await select.ReadRowsAsync(row => LineRow.Read(row, 0, _savings), ct);
    }

    private static async Task<long> NumberAsync(DbConnection connection, string sql, Guid? id, CancellationToken ct)
    {
        await using var select = connection.CreateCommand(sql);
        if (id is not null)
        {
            select.Add("@id", id);
        }

        return Convert.ToInt64(await select.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
