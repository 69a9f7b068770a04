using System.Data.Common;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>Reads and writes windows and slices inside one transaction. Reading a window locks its row on every engine.</summary>
internal sealed class WindowTransaction(DbConnection connection, DbTransaction transaction)
{
    private const string WindowColumns =
        """
        id, budget_id, subject, starts_at, ends_at, limit_nanos, free_nanos, suspended_nanos, uncertain_nanos, settled_nanos, debt_nanos,
        announced_percent, opened_at, closed_at, uncertain_calls, released_at
        """;

    private const string SliceColumns = "id, window_id, node, incarnation, granted_nanos, spent_nanos, state, fence";

    private const string LockWindow = $"update budget_window set version = version + 1 where id = @id returning {WindowColumns}";

    private const string LockOpenWindow =
        $"update budget_window set version = version + 1 where budget_id = @budget and subject = @subject and closed_at is null returning {WindowColumns}";

    private const string WriteWindow =
        """
        update budget_window set limit_nanos = @limit, free_nanos = @free, suspended_nanos = @suspended, uncertain_nanos = @uncertain,
          settled_nanos = @settled, debt_nanos = @debt, uncertain_calls = @uncertain_calls, released_at = @released
        where id = @id
        """;

    private const string InsertWindow =
        """
        insert into budget_window (id, budget_id, subject, starts_at, ends_at, limit_nanos, free_nanos, suspended_nanos, uncertain_nanos,
          settled_nanos, debt_nanos, announced_percent, opened_at, version, uncertain_calls, released_at)
        values (@id, @budget, @subject, @starts, @ends, @limit, @free, @suspended, @uncertain, @settled, @debt, @announced, @opened, 0, @uncertain_calls, @released)
        """;

    private const string CloseWindow = "update budget_window set closed_at = @at, closed_by = @by where id = @id and closed_at is null";

    private const string SelectOpenSlice =
        $"select {SliceColumns} from budget_slice where window_id = @window and node = @node and state = 'open' order by id desc limit 1";

    private const string SelectForeignSlices =
        $"select {SliceColumns} from budget_slice where node = @node and incarnation <> @incarnation and state <> 'returned' order by window_id";

    private const string SelectSuspendedSlices =
        $"select {SliceColumns} from budget_slice where window_id = @window and state = 'suspended' order by id";

    private const string SelectSlice =
        $"select {SliceColumns} from budget_slice where window_id = @window and incarnation = @incarnation";

    private const string InsertSlice =
        """
        insert into budget_slice (id, window_id, node, incarnation, granted_nanos, spent_nanos, state, fence, granted_at)
        values (@id, @window, @node, @incarnation, 0, 0, 'open', 0, @at)
        """;

    private const string SelectSettledAt = "select at from ledger_line where request_id = @request and attempt = @attempt and kind = 'charge'";

    private const string WriteSlice =
        "update budget_slice set granted_nanos = @granted, spent_nanos = @spent, state = @state, fence = @fence where id = @id";

    /// <summary>A window by its id.</summary>
    public async Task<WindowRow?> WindowAsync(Guid id, CancellationToken ct)
    {
        await using var command = Command(LockWindow);
        return await ReadWindowAsync(command.Add("@id", id), ct);
    }

    /// <summary>The open window of a budget and a subject.</summary>
    public async Task<WindowRow?> OpenWindowAsync(Guid budgetId, string subject, CancellationToken ct)
    {
        await using var command = Command(LockOpenWindow);
        return await ReadWindowAsync(command.Add("@budget", budgetId).Add("@subject", subject), ct);
    }

    /// <summary>Adds a window.</summary>
    public async Task AddAsync(WindowRow window, CancellationToken ct)
    {
        await using var command = Command(InsertWindow);
        Bind(command, window.Id, window.State)
            .Add("@budget", window.BudgetId)
            .Add("@subject", window.Subject)
            .Add("@starts", window.Window.StartsAt)
            .Add("@ends", window.Window.EndsAt == CalendarWindow.Never ? null : window.Window.EndsAt)
            .Add("@announced", window.Announced)
            .Add("@opened", window.OpenedAt);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Closes a window; what is out settles into it still.</summary>
    public async Task CloseAsync(Guid id, DateTimeOffset at, string by, CancellationToken ct)
    {
        await using var command = Command(CloseWindow);
        await command.Add("@id", id).Add("@at", at).Add("@by", by).ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes a window's money.</summary>
    public async Task WriteAsync(Guid id, WindowState state, CancellationToken ct)
    {
        await using var command = Command(WriteWindow);
        await Bind(command, id, state).ExecuteNonQueryAsync(ct);
    }

    /// <summary>The slice that a node has open, whichever incarnation took it.</summary>
    public async Task<SliceRow?> OpenSliceAsync(Guid windowId, Guid node, CancellationToken ct)
    {
        await using var command = Command(SelectOpenSlice);
        return await ReadSliceAsync(command.Add("@window", windowId).Add("@node", node), ct);
    }

    /// <summary>The slice of one incarnation, made empty when there is none.</summary>
    public async Task<SliceRow> SliceAsync(Guid windowId, BudgetNode node, TimeProvider time, CancellationToken ct)
    {
        await using var select = Command(SelectSlice);
        if (await ReadSliceAsync(select.Add("@window", windowId).Add("@incarnation", node.Incarnation), ct) is { } found)
        {
            return found;
        }

        var id = Ids.New(time);
        await using var insert = Command(InsertSlice);
        insert.Add("@id", id).Add("@window", windowId).Add("@node", node.Id).Add("@incarnation", node.Incarnation).Add("@at", time.GetUtcNow());
        await insert.ExecuteNonQueryAsync(ct);
        return new SliceRow(id, windowId, node.Id, node.Incarnation, default);
    }

    /// <summary>What earlier incarnations of a node still hold.</summary>
    public async Task<IReadOnlyList<SliceRow>> ForeignSlicesAsync(BudgetNode node, CancellationToken ct)
    {
        await using var command = Command(SelectForeignSlices);
        return await command.Add("@node", node.Id).Add("@incarnation", node.Incarnation).ReadRowsAsync(ReadSlice, ct);
    }

    /// <summary>What nobody has decided about in a window.</summary>
    public async Task<IReadOnlyList<SliceRow>> SuspendedSlicesAsync(Guid windowId, CancellationToken ct)
    {
        await using var command = Command(SelectSuspendedSlices);
        return await command.Add("@window", windowId).ReadRowsAsync(ReadSlice, ct);
    }

    /// <summary>Writes a slice's money.</summary>
    public async Task WriteAsync(Guid id, SliceState state, CancellationToken ct)
    {
        await using var command = Command(WriteSlice);
        command.Add("@id", id)
            .Add("@granted", state.Granted)
            .Add("@spent", state.Spent)
            .Add("@state", BudgetWords.Word(state.Status))
            .Add("@fence", (long)state.Fence);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>When the ledger charged an attempt; null when it did not.</summary>
    public async Task<DateTimeOffset?> SettledAtAsync(Guid requestId, int attempt, CancellationToken ct)
    {
        await using var command = Command(SelectSettledAt);
        await using var reader = await command.Add("@request", requestId).Add("@attempt", attempt).ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetTime(0) : null;
    }

    /// <summary>A command of this transaction.</summary>
    public DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        return command;
    }

    /// <summary>Reads a window from a row with the columns of this type.</summary>
    public static WindowRow ReadWindow(DbDataReader row) => new(
        row.GetId(0),
        row.GetId(1),
        row.GetString(2),
        new CalendarWindow(row.GetTime(3), row.GetTimeOrNull(4) ?? CalendarWindow.Never),
        new WindowState(row.GetMoney(5), row.GetMoney(6), row.GetMoney(7), row.GetMoney(8), row.GetMoney(9), row.GetMoney(10))
        {
            UncertainCalls = (int?)row.GetNumberOrNull(14),
            ReleasedAt = row.GetTimeOrNull(15),
        },
        (int)row.GetInt64(11),
        row.GetTime(12),
        row.GetTimeOrNull(13));

    private static SliceRow ReadSlice(DbDataReader row) => new(
        row.GetId(0),
        row.GetId(1),
        row.GetId(2),
        row.GetId(3),
        new SliceState(row.GetMoney(4), row.GetMoney(5), BudgetWords.Read<SliceStatus>(row.GetString(6)), (int)row.GetInt64(7)));

    private static DbCommand Bind(DbCommand command, Guid id, WindowState state) => command
        .Add("@id", id)
        .Add("@limit", state.Limit)
        .Add("@free", state.Free)
        .Add("@suspended", state.Suspended)
        .Add("@uncertain", state.Uncertain)
        .Add("@settled", state.Settled)
        .Add("@debt", state.Debt)
        .Add("@uncertain_calls", (long?)state.UncertainCalls)
        .Add("@released", state.ReleasedAt);

    private static async Task<WindowRow?> ReadWindowAsync(DbCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ReadWindow(reader) : null;
    }

    private static async Task<SliceRow?> ReadSliceAsync(DbCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ReadSlice(reader) : null;
    }
}
