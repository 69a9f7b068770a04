using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Carries out what owners decide about budgets: new limits, raises, resets, and money that nobody could prove.</summary>
internal sealed class BudgetClerk(BudgetStore store, RaiseStore raises, WindowStore windows, WindowOpener opener, BudgetBook book, TimeProvider time)
{
    /// <summary>Changes a rule; a new limit is in force in its open windows when this returns. What is out above it is debt.</summary>
    public async Task<Outcome<Budget>> UpdateAsync(Budget changed, CancellationToken ct)
    {
        var updated = await store.UpdateAsync(changed, ct);
        if (!updated.IsRefused)
        {
            await ApplyLimitAsync(updated.Value, ct);
        }

        return updated;
    }

    /// <summary>Raises a limit until a time; without one, until the window ends.</summary>
    public async Task<Outcome<BudgetRaise>> RaiseAsync(Budget budget, Money by, DateTimeOffset? until, string reason, string madeBy, CancellationToken ct)
    {
        if (by <= Money.Zero)
        {
            return ApiReply.Invalid("by", "'by' must be above zero.");
        }

        var end = until ?? Calendar(budget).EndsAt;
        if (end == CalendarWindow.Never)
        {
            return ApiReply.Invalid("until", "A lifetime budget has no end of a window: 'until' says when the raise ends.");
        }

        if (end <= time.GetUtcNow())
        {
            return ApiReply.Invalid("until", "'until' lies in the past.");
        }

        var raise = await raises.AddAsync(budget.Id, by, end, reason, madeBy, ct);
        await ApplyLimitAsync(budget, ct);
        return raise;
    }

    /// <summary>Ends the raises whose time has come; the answer is when the next one ends.</summary>
    public async Task<DateTimeOffset?> EndRaisesAsync(CancellationToken ct)
    {
        foreach (var raise in await raises.OpenAsync(null, ct))
        {
            if (raise.Until > time.GetUtcNow())
            {
                return raise.Until;
            }

            await raises.EndAsync(raise.Id, ct);
            if (book.Budgets.FirstOrDefault(budget => budget.Id == raise.BudgetId) is { } budget)
            {
                await ApplyLimitAsync(budget, ct);
            }
        }

        return null;
    }

    /// <summary>Closes the open windows of a budget early, or that of one subject; the next begin at zero.</summary>
    public async Task ResetAsync(Budget budget, string? subject, CancellationToken ct)
    {
        foreach (var cell in await CellsAsync(budget, subject, ct))
        {
            await opener.ResetAsync(cell.Slot, ct);
        }
    }

    /// <summary>Takes suspended money of the open windows for unspent; the answer is how much came back.</summary>
    public async Task<Money> ReleaseUncertainAsync(Budget budget, CancellationToken ct)
    {
        var released = Money.Zero;
        foreach (var cell in await CellsAsync(budget, null, ct))
        {
            released += await opener.ReleaseAsync(cell, ct);
        }

        return released;
    }

    /// <summary>The live windows of a budget: the shared one, or all that are open of a rule that is split.</summary>
    public async Task<IReadOnlyList<WindowCell>> CellsAsync(Budget budget, string? subject, CancellationToken ct)
    {
        IReadOnlyList<string> subjects = [""];
        if (subject is not null)
        {
            subjects = [subject];
        }
        else if (budget.Each != BudgetEach.All)
        {
            subjects = await windows.OpenSubjectsAsync(budget.Id, ct);
        }

        var cells = new List<WindowCell>();
        foreach (var one in subjects)
        {
            if (await opener.CurrentAsync(book.Slot(budget, one), ct) is { } cell)
            {
                cells.Add(cell);
            }
        }

        return cells;
    }

    private async Task ApplyLimitAsync(Budget budget, CancellationToken ct)
    {
        var limit = budget.Limit + await raises.RaisedByAsync(budget.Id, ct);
        foreach (var cell in await CellsAsync(budget, null, ct))
        {
            if (cell.Limit != limit)
            {
                await opener.MoveAsync(cell, window => SliceProtocol.ChangeLimit(window, limit), ct);
            }
        }
    }

    private CalendarWindow Calendar(Budget budget)
    {
        _ = WindowCalendar.TryFindZone(budget.TimeZone, out var zone);
        return WindowCalendar.Containing(budget.Window, zone, time.GetUtcNow());
    }
}
