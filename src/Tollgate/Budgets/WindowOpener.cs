using System.Data.Common;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Opens windows, one at a time: at the first call, at roll-over, at a reset, and moves money when a limit changes.</summary>
internal sealed class WindowOpener(WindowStore store, BudgetBook book, BudgetTill till, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The windows a chain needs now; the refusal of a budget that cannot be opened and fails closed.</summary>
    public async Task<Outcome<WindowSet>> OpenAsync(BudgetChain chain, CancellationToken ct)
    {
        var cells = new List<WindowCell>(chain.Slots.Count);
        var isWhole = true;
        foreach (var member in chain.Slots)
        {
            if (book.InForce(member) is not { } slot)
            {
                continue;
            }

            try
            {
                cells.Add(await CurrentAsync(slot, ct));
            }
            catch (DbException) when (slot.Budget.FailMode == FailMode.Open)
            {
                isWhole = false;
            }
            catch (DbException)
            {
                return BudgetRefusals.Away(slot.Budget);
            }
        }

        var set = new WindowSet([.. cells]);
        if (isWhole)
        {
            chain.Current = set;
        }

        return set;
    }

    /// <summary>The window of a line that counts now.</summary>
    public async Task<WindowCell> CurrentAsync(BudgetSlot slot, CancellationToken ct)
    {
        if (Counting(slot) is { } current)
        {
            return current;
        }

        await _turn.WaitAsync(ct);
        try
        {
            return Counting(slot) ?? await RollAsync(slot, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes a line's window early and opens the next.</summary>
    public async Task<WindowCell> ResetAsync(BudgetSlot slot, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var (row, slice) = await store.ResetAsync(slot.Budget, slot.Subject, Calendar(slot.Budget), ct);
            return Replace(slot, row, slice);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Moves a window's money while nobody can reserve what is on its way.</summary>
    public async Task<WindowFigures> MoveAsync(WindowCell cell, Func<WindowState, WindowState> move, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        var back = till.Change(cell, TakeOut);
        var change = (Row: (WindowRow?)null, Slice: Money.Zero);
        try
        {
            change = await store.MoveAsync(cell.Id, back, move, ct);
        }
        finally
        {
            till.Change(cell, target => PutBack(target, back, change.Row, change.Slice));
            _turn.Release();
        }

        return till.Figures(cell);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static Money TakeOut(WindowCell cell)
    {
        var back = Money.Max(cell.Available, Money.Zero);
        cell.Granted -= back;
        cell.InTransit += back;
        return back;
    }

    private static bool PutBack(WindowCell cell, Money back, WindowRow? row, Money change)
    {
        cell.InTransit -= back;
        cell.Granted += back + change;
        if (row is not null)
        {
            cell.Limit = row.State.Limit;
        }

        return true;
    }

    private WindowCell? Counting(BudgetSlot slot) =>
        slot.Current is { IsClosed: false } cell && time.GetUtcNow() < cell.Window.EndsAt ? cell : null;

    private async Task<WindowCell> RollAsync(BudgetSlot slot, CancellationToken ct)
    {
        var (row, slice) = await store.OpenAsync(slot.Budget, slot.Subject, Calendar(slot.Budget), static (_, _) => Task.FromResult(Money.Zero), ct);
        return Replace(slot, row, slice);
    }

    private WindowCell Replace(BudgetSlot slot, WindowRow row, SliceState slice)
    {
        var next = new WindowCell(row.Id, slot, row.Window)
        {
            Limit = row.State.Limit,
            Granted = slice.Granted,
            Spent = slice.Spent,
            Settled = row.State.Settled,
            Suspended = row.State.Suspended,
            Uncertain = row.State.Uncertain,
            Announced = row.Announced,
        };
        var old = slot.Current;
        slot.Current = next;
        if (old is not null)
        {
            till.Change(old, static cell => cell.IsClosed = true);
        }

        return next;
    }

    private CalendarWindow Calendar(Budget budget)
    {
        _ = WindowCalendar.TryFindZone(budget.TimeZone, out var zone);
        return WindowCalendar.Containing(budget.Window, zone, time.GetUtcNow());
    }
}
