using System.Data.Common;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Budgets;

/// <summary>Windows and slices in the database: each public method is one transaction of <see cref="SliceProtocol"/> moves.</summary>
internal sealed class WindowStore(DbDataSource source, BudgetNode node, TimeProvider time)
{
    private const string ByCalendar = "calendar";
    private const string ByReset = "reset";

    private const string SumRaises =
        "select coalesce(sum(by_nanos), 0) from budget_raise where budget_id = @budget and ended_at is null and until_at > @now";

    /// <summary>Opens the window that contains now, or finds it open, and takes all its free money as this incarnation's slice.</summary>
    public async Task<(WindowRow Window, SliceState Slice)> OpenAsync(
        Budget budget, string subject, CalendarWindow calendar, Func<DateTimeOffset, CancellationToken, Task<Money>> spentSince, CancellationToken ct)
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

        window ??= await AddAsync(rows, budget, subject, calendar, await spentSince(calendar.StartsAt, ct), ct);
        var opened = await GrantAllAsync(rows, window, ct);
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

        var next = await AddAsync(rows, budget, subject, calendar with { StartsAt = now }, Money.Zero, ct);
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
        var window = await rows.WindowAsync(windowId, ct) ?? throw new InvalidOperationException($"Window {windowId} is not in the database.");
        var slice = await rows.SliceAsync(windowId, node, time, ct);
        var (returned, left) = SliceProtocol.Return(window.State, slice.State, back);
        var (state, granted) = Regrant(window, move(returned), left);
        await rows.WriteAsync(window.Id, state, ct);
        await rows.WriteAsync(slice.Id, granted, ct);
        await transaction.CommitAsync(ct);
        return (window with { State = state }, granted.Granted - slice.State.Granted);
    }

    /// <summary>What temporary raises add to a budget now.</summary>
    public async Task<Money> RaisedByAsync(Guid budgetId, CancellationToken ct)
    {
        await using var command = source.CreateCommand(SumRaises);
        command.Add("@budget", budgetId).Add("@now", time.GetUtcNow());
        return new Money(Convert.ToInt64(await command.ExecuteScalarAsync(ct), null));
    }

    private static (WindowState Window, SliceState Slice) Regrant(WindowRow window, WindowState state, SliceState slice) =>
        window.ClosedAt is null ? SliceProtocol.Grant(state, slice, state.Free) : (state, slice);

    private async Task<WindowRow> AddAsync(
        WindowTransaction rows, Budget budget, string subject, CalendarWindow calendar, Money spent, CancellationToken ct)
    {
        await using var sum = rows.Command(SumRaises);
        sum.Add("@budget", budget.Id).Add("@now", time.GetUtcNow());
        var raised = new Money(Convert.ToInt64(await sum.ExecuteScalarAsync(ct), null));
        var state = SliceProtocol.Open(budget.Limit + raised, spent);
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
