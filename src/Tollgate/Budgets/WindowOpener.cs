using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.Logging;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Opens windows, one at a time: at the first call, at roll-over, at a reset, and moves money when a limit changes.</summary>
internal sealed class WindowOpener(
    WindowStore store, BudgetBook book, BudgetTill till, LedgerCatchUp catchUp, TimeProvider time, ILogger<WindowOpener> log) : IDisposable
{
    /// <summary>How long after it was made a budget still meets calls that ended before, on their way from the journal to the ledger.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ConcurrentDictionary<Guid, WindowCell> _closed = new();

    /// <summary>The windows a chain needs now; the refusal of a budget that cannot be opened and fails closed.</summary>
    public async Task<Outcome<WindowSet>> OpenAsync(BudgetChain chain, CancellationToken ct)
    {
        var cells = new List<WindowCell>(chain.Slots.Count);
        var isWhole = true;
        foreach (var slot in chain.Slots)
        {
            try
            {
                if (await CurrentAsync(slot, ct) is { } cell)
                {
                    cells.Add(cell);
                }
            }
            catch (DbException fault)
            {
                BudgetLog.NotOpened(log, slot.Budget.Name, fault);
                if (slot.Budget.FailMode == FailMode.Closed)
                {
                    return BudgetRefusals.Away(slot.Budget);
                }

                isWhole = false;
            }
        }

        var set = new WindowSet([.. cells]);
        if (isWhole)
        {
            chain.Current = set;
        }

        return set;
    }

    /// <summary>The window of a line that counts now; null when its rule was deleted.</summary>
    public async Task<WindowCell?> CurrentAsync(BudgetSlot slot, CancellationToken ct)
    {
        if (!slot.IsRetired && Counting(slot) is { } current)
        {
            return current;
        }

        await _turn.WaitAsync(ct);
        try
        {
            // A line that was forgotten has a successor: two lines of one window would spend its money twice.
            return book.InForce(slot) is { } line ? Counting(line) ?? await RollAsync(line, ct) : null;
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
            till.Change(cell, target => PutBack(target, back, change.Row, change.Slice, default));
            _turn.Release();
        }

        return till.Figures(cell);
    }

    /// <summary>An operator takes what is suspended in a window for unspent; the answer is how much it was.</summary>
    public async Task<Money> ReleaseAsync(WindowCell cell, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        var back = till.Change(cell, TakeOut);
        var (before, row, change) = (default(WindowState), (WindowRow?)null, Money.Zero);
        try
        {
            (before, row, change) = await store.ReleaseAsync(cell.Id, back, ct);
            return before.Suspended;
        }
        finally
        {
            till.Change(cell, target => PutBack(target, back, row, change, before));
            _turn.Release();
        }
    }

    /// <summary>Takes account of a later proof that the ledger has written into a window already.</summary>
    public Task AdjustAsync(WindowCell cell, Money cost, Money uncertain, CancellationToken ct)
    {
        till.Change(cell, target => Adjust(target, cost, uncertain));
        return MoveAsync(cell, static state => state, ct);
    }

    /// <summary>Gives back the slices of windows that are over, as soon as nothing of them is out.</summary>
    public async Task ReturnClosedAsync(CancellationToken ct)
    {
        foreach (var cell in _closed.Values)
        {
            if (till.Figures(cell).Reserved == Money.Zero && await store.ReturnAsync(cell.Id, cell.Spent, true, ct))
            {
                _closed.TryRemove(cell.Id, out _);
            }
        }
    }

    /// <summary>Forgets a line of windows that nobody uses; its money goes back to the database first.</summary>
    public async Task<bool> ForgetAsync(BudgetSlot slot, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return slot.Current is { } cell && await ForgetAsync(slot, cell, ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A window that calls may still settle into, by its id.</summary>
    public WindowCell? Find(Guid windowId)
    {
        if (_closed.TryGetValue(windowId, out var closed))
        {
            return closed;
        }

        foreach (var slot in book.Slots)
        {
            if (slot.Current is { } cell && cell.Id == windowId)
            {
                return cell;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<bool> ForgetAsync(BudgetSlot slot, WindowCell cell, CancellationToken ct)
    {
        // Nobody can reserve from a closed cell; a call that comes now finds the line anew, behind this turn.
        var isIdle = till.Change(cell, static target => target.IsClosed = target.Reserved == Money.Zero && target.Line.Count == 0);
        if (!isIdle)
        {
            return false;
        }

        if (!await store.ReturnAsync(cell.Id, cell.Spent, false, ct))
        {
            till.Change(cell, static target => target.IsClosed = false);
            return false;
        }

        book.Forget(slot);
        return true;
    }

    private void Close(WindowCell cell)
    {
        till.Change(cell, static target => target.IsClosed = true);
        _closed[cell.Id] = cell;
    }

    private static bool Adjust(WindowCell cell, Money cost, Money uncertain)
    {
        cell.Settled += cost;
        cell.Suspended += uncertain;
        cell.Uncertain += uncertain;
        cell.UncertainCalls = cell.Uncertain == Money.Zero ? 0 : cell.UncertainCalls - (uncertain < Money.Zero ? 1 : 0);
        return true;
    }

    private static Money TakeOut(WindowCell cell)
    {
        var back = Money.Max(cell.Idle, Money.Zero);
        cell.Granted -= back;
        cell.InTransit += back;
        return back;
    }

    private static bool PutBack(WindowCell cell, Money back, WindowRow? row, Money change, WindowState released)
    {
        cell.Suspended -= released.Suspended;
        cell.Uncertain -= released.Uncertain;
        cell.UncertainCalls = cell.Uncertain == Money.Zero ? 0 : cell.UncertainCalls;
        cell.InTransit -= back;
        cell.Granted += back + change;
        if (row is not null)
        {
            cell.Limit = row.State.Limit;
            cell.Debt = row.State.Debt;
        }

        return true;
    }

    private WindowCell? Counting(BudgetSlot slot) =>
        slot.Current is { IsClosed: false } cell && time.GetUtcNow() < cell.Window.EndsAt ? cell : null;

    private async Task<WindowCell> RollAsync(BudgetSlot slot, CancellationToken ct)
    {
        if (slot.Current is null && time.GetUtcNow() - slot.Budget.CreatedAt < Young)
        {
            // A budget made in mid-window counts what the ledger holds: let it hold everything first.
            await catchUp(Patience, ct);
        }

        var (row, slice) = await store.OpenAsync(slot.Budget, slot.Subject, Calendar(slot.Budget), ct);
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
            UncertainCalls = row.State.UncertainCalls,
            Debt = row.State.Debt,
            Announced = row.Announced,
            UsedAt = time.GetUtcNow(),
        };
        var old = slot.Current;
        slot.Current = next;
        if (old is not null)
        {
            Close(old);
        }

        return next;
    }

    private CalendarWindow Calendar(Budget budget)
    {
        _ = WindowCalendar.TryFindZone(budget.TimeZone, out var zone);
        return WindowCalendar.Containing(budget.Window, zone, time.GetUtcNow());
    }
}
