using System.Data.Common;
using System.Globalization;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>Windows and slices in the database: each public method is one transaction of <see cref="SliceProtocol"/> moves.</summary>
internal sealed class WindowStore(DbDataSource source, BudgetNode node, TimeProvider time)
{
    private const string ByCalendar = "calendar";
    private const string ByReset = "reset";

    private const string Announce = "update budget_window set announced_percent = @percent where id = @id and announced_percent < @percent";

    private const string SelectSubjects = "select subject from budget_window where budget_id = @budget and closed_at is null order by subject";

    private const string SelectImbalances =
        """
        select w.id, w.free_nanos + w.suspended_nanos + w.settled_nanos - w.limit_nanos - w.debt_nanos
          + coalesce((select sum(s.granted_nanos - s.spent_nanos) from budget_slice s where s.window_id = w.id and s.state = 'open'), 0) as imbalance
        from budget_window w
        where w.free_nanos + w.suspended_nanos + w.settled_nanos - w.limit_nanos - w.debt_nanos
          + coalesce((select sum(s.granted_nanos - s.spent_nanos) from budget_slice s where s.window_id = w.id and s.state = 'open'), 0) <> 0
        """;

    private const string SumRaises =
        "select coalesce(sum(by_nanos), 0) from budget_raise where budget_id = @budget and ended_at is null and until_at > @now";

    /// <summary>Opens the window that contains now, or finds it open, and takes all its free money as this incarnation's slice.</summary>
    public async Task<(WindowRow Window, SliceState Slice)> OpenAsync(
        Budget budget, string subject, CalendarWindow calendar, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = new WindowTransaction(connection, transaction);
        var window = await rows.OpenWindowAsync(budget.Id, subject, ct);
        if (window is not null && window.Window.EndsAt <= calendar.StartsAt)
        {
            await rows.CloseAsync(window.Id, window.Window.EndsAt, ByCalendar, ct);
            window = null;
        }

        window ??= await AddAsync(rows, budget, subject, calendar, await SpentSoFar.InAsync(rows, budget, subject, calendar, ct), ct);
        var limit = budget.Limit + await RaisedByAsync(rows, budget.Id, ct);
        var opened = await GrantAllAsync(rows, window with { State = SliceProtocol.ChangeLimit(window.State, limit) }, ct);
        await transaction.CommitAsync(ct);
        return opened;
    }

    /// <summary>Closes the open window early and opens the next, which has spent nothing.</summary>
    public async Task<(WindowRow Window, SliceState Slice)> ResetAsync(Budget budget, string subject, CalendarWindow calendar, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = new WindowTransaction(connection, transaction);
        if (await rows.OpenWindowAsync(budget.Id, subject, ct) is { } window)
        {
            await rows.CloseAsync(window.Id, now, ByReset, ct);
        }

        var next = await AddAsync(rows, budget, subject, calendar with { StartsAt = now }, default, ct);
        var opened = await GrantAllAsync(rows, next, ct);
        await transaction.CommitAsync(ct);
        return opened;
    }

    /// <summary>
    /// Gives back part of this incarnation's slice, moves the window's money, and takes what is free then.
    /// The answer is the window afterwards and the change of the slice.
    /// </summary>
    public async Task<(WindowRow Window, Money SliceChange)> MoveAsync(Guid windowId, Money back, Func<WindowState, WindowState> move, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = new WindowTransaction(connection, transaction);
        var window = await rows.WindowAsync(windowId, ct) ?? throw Missing(windowId);
        var moved = await MoveAsync(rows, window, back, move, ct);
        await transaction.CommitAsync(ct);
        return moved;
    }

    /// <summary>
    /// Returns this incarnation's slice of a window, if the database knows of all it spent; false when it does not yet.
    /// A window that has ended takes its slice back for good.
    /// </summary>
    public async Task<bool> ReturnAsync(Guid windowId, Money spentByUs, bool isOver, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = new WindowTransaction(connection, transaction);
        var window = await rows.WindowAsync(windowId, ct);
        var slice = await rows.OpenSliceAsync(windowId, node.Id, ct);
        if (window is null || slice is null || slice.State.Spent != spentByUs)
        {
            return slice is null;
        }

        var (state, left) = SliceProtocol.Return(window.State, slice.State, slice.State.Remaining);
        await rows.WriteAsync(window.Id, state, ct);
        await rows.WriteAsync(slice.Id, isOver ? left with { Status = SliceStatus.Returned } : left, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>
    /// Decides about the slices of this node's earlier incarnations, after their journal was replayed. A whole journal proves what
    /// they did not spend, and it goes back; with a damaged one it is suspended until an operator decides.
    /// </summary>
    public async Task<int> RecoverAsync(bool isJournalWhole, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = new WindowTransaction(connection, transaction);
        var slices = await rows.ForeignSlicesAsync(node, ct);
        foreach (var slice in slices)
        {
            // Suspended by an earlier start: its journal was damaged then, a whole one today proves nothing about it.
            if (slice.State.Status == SliceStatus.Open)
            {
                await DecideAsync(rows, slice, isJournalWhole ? SliceProtocol.Recover : SliceProtocol.Suspend, ct);
            }
        }

        await transaction.CommitAsync(ct);
        return slices.Count;
    }

    /// <summary>An operator takes suspended money of a window for unspent: slices of silent owners and uncertain calls.</summary>
    public async Task<(WindowState Before, WindowRow After, Money SliceChange)> ReleaseAsync(Guid windowId, Money back, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rows = new WindowTransaction(connection, transaction);
        var before = await rows.WindowAsync(windowId, ct) ?? throw Missing(windowId);
        foreach (var suspended in await rows.SuspendedSlicesAsync(windowId, ct))
        {
            await DecideAsync(rows, suspended, SliceProtocol.Recover, ct);
        }

        var window = await rows.WindowAsync(windowId, ct) ?? throw Missing(windowId);
        var now = time.GetUtcNow();
        var change = await MoveAsync(rows, window, back, state => SliceProtocol.Resolve(state, state.Uncertain, Money.Zero).Count(0) with { ReleasedAt = now }, ct);
        await transaction.CommitAsync(ct);
        return (before.State, change.Window, change.SliceChange);
    }

    /// <summary>Notes the highest percentage that was announced.</summary>
    public async Task AnnouncedAsync(Guid windowId, int percent, CancellationToken ct)
    {
        await using var command = source.CreateCommand(Announce);
        await command.Add("@id", windowId).Add("@percent", percent).ExecuteNonQueryAsync(ct);
    }

    /// <summary>Windows of a budget that are open: their subjects.</summary>
    public async Task<IReadOnlyList<string>> OpenSubjectsAsync(Guid budgetId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectSubjects);
        command.Add("@budget", budgetId);
        return await command.ReadRowsAsync(static row => row.GetString(0), ct);
    }

    /// <summary>Windows whose money does not add up; empty when all is well.</summary>
    public async Task<IReadOnlyList<(Guid Window, Money Imbalance)>> ImbalancesAsync(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectImbalances);
        return await command.ReadRowsAsync(static row => (row.GetId(0), row.GetMoney(1)), ct);
    }

    private static InvalidOperationException Missing(Guid windowId) => new($"Window {windowId} is not in the database.");

    private static async Task DecideAsync(
        WindowTransaction rows, SliceRow slice, Func<WindowState, SliceState, (WindowState Window, SliceState Slice)> decide, CancellationToken ct)
    {
        var window = await rows.WindowAsync(slice.WindowId, ct) ?? throw Missing(slice.WindowId);
        var (state, decided) = decide(window.State, slice.State);
        await rows.WriteAsync(window.Id, state, ct);
        await rows.WriteAsync(slice.Id, decided, ct);
    }

    private async Task<(WindowRow Window, Money SliceChange)> MoveAsync(
        WindowTransaction rows, WindowRow window, Money back, Func<WindowState, WindowState> move, CancellationToken ct)
    {
        var slice = await rows.SliceAsync(window.Id, node, time, ct);
        var (returned, left) = SliceProtocol.Return(window.State, slice.State, back);
        var (state, granted) = Regrant(window, move(returned), left);
        await rows.WriteAsync(window.Id, state, ct);
        await rows.WriteAsync(slice.Id, granted, ct);
        return (window with { State = state }, granted.Granted - slice.State.Granted);
    }

    private static (WindowState Window, SliceState Slice) Regrant(WindowRow window, WindowState state, SliceState slice) =>
        window.ClosedAt is null ? SliceProtocol.Grant(state, slice, state.Free) : (state, slice);

    private async Task<Money> RaisedByAsync(WindowTransaction rows, Guid budgetId, CancellationToken ct)
    {
        await using var sum = rows.Command(SumRaises);
        sum.Add("@budget", budgetId).Add("@now", time.GetUtcNow());
        return new Money(Convert.ToInt64(await sum.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture));
    }

    private async Task<WindowRow> AddAsync(
        WindowTransaction rows, Budget budget, string subject, CalendarWindow calendar, (Money Cost, Money Uncertain, int Calls) counted, CancellationToken ct)
    {
        var raised = await RaisedByAsync(rows, budget.Id, ct);
        var state = SliceProtocol.Open(budget.Limit + raised, counted.Cost, counted.Uncertain) with { UncertainCalls = counted.Calls };
        var window = new WindowRow(Ids.New(time), budget.Id, subject, calendar, state, 0, time.GetUtcNow(), null);
        await rows.AddAsync(window, ct);
        return window;
    }

    private async Task<(WindowRow Window, SliceState Slice)> GrantAllAsync(WindowTransaction rows, WindowRow window, CancellationToken ct)
    {
        var slice = await rows.SliceAsync(window.Id, node, time, ct);
        var (state, granted) = SliceProtocol.Grant(window.State, slice.State, window.State.Free);
        await rows.WriteAsync(window.Id, state, ct);
        await rows.WriteAsync(slice.Id, granted, ct);
        return (window with { State = state }, granted);
    }
}
