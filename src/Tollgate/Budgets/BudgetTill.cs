using System.Threading.Channels;
using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>
/// Where calls reserve and settle: in memory, one short lock, all windows of a call or none.
/// Calls that must wait stand in line, are woken in the order they came as soon as money returns, and never poll.
/// </summary>
internal sealed class BudgetTill(TimeProvider time, BudgetOptions options, ChannelWriter<BudgetAlert> alerts)
{
    private readonly Lock _lock = new();
    private long _sequence;

    /// <summary>Reserves at once, or says why not; <see cref="TillAnswerKind.Wait"/> means that others' reservations are in the way.</summary>
    public TillAnswer TryReserve(WindowSet windows, BudgetAsk ask)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return Answer(windows, ask, long.MaxValue, now, out _);
        }
    }

    /// <summary>Reserves, waiting for others' money up to the hold wait.</summary>
    public async Task<TillAnswer> ReserveAsync(WindowSet windows, BudgetAsk ask, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        BudgetWaiter waiter;
        lock (_lock)
        {
            var sequence = ++_sequence;
            var answer = Answer(windows, ask, sequence, now, out var line);
            if (answer.Kind != TillAnswerKind.Wait)
            {
                return answer;
            }

            waiter = new BudgetWaiter(windows, ask, sequence);
            line!.Insert(waiter);
        }

        await using var timer = time.CreateTimer(static state => ((Action)state!)(), () => GiveUp(waiter), options.HoldWait, Timeout.InfiniteTimeSpan);
        await using var cancellation = ct.UnsafeRegister(_ => Leave(waiter, ct), null);
        return await waiter.Answer;
    }

    /// <summary>Lowers a hold.</summary>
    public void Shrink(BudgetHold hold, Money amount)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (hold.IsDone || amount >= hold.Amount || amount < Money.Zero)
            {
                return;
            }

            foreach (var cell in hold.WindowSet.Cells)
            {
                cell.Reserved -= hold.Amount - amount;
            }

            hold.Amount = amount;
            ServeAll(hold.WindowSet, now);
        }
    }

    /// <summary>Ends a hold with a cost.</summary>
    public void Settle(BudgetHold hold, Money cost, Money uncertain)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (hold.IsDone)
            {
                return;
            }

            hold.IsDone = true;
            hold.IsAboveReserve = cost + uncertain > hold.Amount;
            foreach (var cell in hold.WindowSet.Cells)
            {
                Charge(cell, hold.Amount, cost, uncertain);
                Announce(cell, now, hold.IsAboveReserve);
            }

            ServeAll(hold.WindowSet, now);
        }
    }

    /// <summary>Ends a hold without a cost.</summary>
    public void Release(BudgetHold hold)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (hold.IsDone)
            {
                return;
            }

            hold.IsDone = true;
            foreach (var cell in hold.WindowSet.Cells)
            {
                cell.Reserved -= hold.Amount;
            }

            ServeAll(hold.WindowSet, now);
        }
    }

    /// <summary>Changes a window's numbers and serves those who wait for it.</summary>
    public T Change<T>(WindowCell cell, Func<WindowCell, T> change)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var result = change(cell);
            Serve(cell, now);
            return result;
        }
    }

    /// <summary>A window's numbers now.</summary>
    public WindowFigures Figures(WindowCell cell)
    {
        lock (_lock)
        {
            return cell.Figures();
        }
    }

    private TillAnswer Answer(WindowSet windows, BudgetAsk ask, long sequence, DateTimeOffset now, out WaitingLine? line)
    {
        line = null;
        if (windows.IsStale(now))
        {
            return new TillAnswer(TillAnswerKind.Stale);
        }

        var fit = BudgetFit.Of(windows, ask);
        if (fit.CanNeverServe(ask))
        {
            fit.LowestCeiling!.RefusedLeast = ask.Least;
            return Refused(TillAnswerKind.Exceeded, fit.LowestCeiling);
        }

        var ahead = FirstAhead(windows, sequence);
        if (ahead is null && fit.Serves(ask))
        {
            return Grant(windows, Money.Min(ask.Full, fit.Available), ask, now);
        }

        var cell = ahead ?? fit.Lowest!;
        line = cell.Line;
        return new TillAnswer(TillAnswerKind.Wait, null, cell.Figures(), line.Count);
    }

    /// <summary>A window where somebody who came earlier waits.</summary>
    private static WindowCell? FirstAhead(WindowSet windows, long sequence)
    {
        foreach (var cell in windows.Cells)
        {
            if (cell.Line.First is { } first && first.Sequence < sequence)
            {
                return cell;
            }
        }

        return null;
    }

    private TillAnswer Grant(WindowSet windows, Money amount, BudgetAsk ask, DateTimeOffset now)
    {
        foreach (var cell in windows.Cells)
        {
            cell.Reserved += amount;
            cell.UsedAt = now;
            cell.RefusedLeast = null;
        }

        return new TillAnswer(TillAnswerKind.Granted, new BudgetHold(this, windows, amount, amount < ask.Full));
    }

    private static TillAnswer Refused(TillAnswerKind kind, WindowCell cell) => new(kind, null, cell.Figures(), cell.Line.Count);

    private void GiveUp(BudgetWaiter waiter)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (waiter.Line is null)
            {
                return;
            }

            waiter.Line.Remove(waiter);
            waiter.Complete(LastAnswer(waiter, now));
            ServeAll(waiter.Windows, now);
        }
    }

    private TillAnswer LastAnswer(BudgetWaiter waiter, DateTimeOffset now)
    {
        if (waiter.Windows.IsStale(now))
        {
            return new TillAnswer(TillAnswerKind.Stale);
        }

        var fit = BudgetFit.Of(waiter.Windows, waiter.Ask);
        return fit.Available >= waiter.Ask.Least
            ? Grant(waiter.Windows, Money.Min(waiter.Ask.Full, fit.Available), waiter.Ask, now)
            : Refused(TillAnswerKind.Held, fit.Lowest!);
    }

    private void Leave(BudgetWaiter waiter, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (waiter.Line is null)
            {
                return;
            }

            waiter.Line.Remove(waiter);
            waiter.Cancel(ct);
            ServeAll(waiter.Windows, now);
        }
    }

    private void ServeAll(WindowSet windows, DateTimeOffset now)
    {
        foreach (var cell in windows.Cells)
        {
            Serve(cell, now);
        }
    }

    private void Serve(WindowCell cell, DateTimeOffset now)
    {
        while (cell.Line.First is { } waiter)
        {
            var answer = Answer(waiter.Windows, waiter.Ask, waiter.Sequence, now, out var line);
            if (answer.Kind == TillAnswerKind.Wait && line == cell.Line)
            {
                return;
            }

            cell.Line.Remove(waiter);
            if (answer.Kind == TillAnswerKind.Wait)
            {
                line!.Insert(waiter);
                continue;
            }

            waiter.Complete(answer);
        }
    }

    private static void Charge(WindowCell cell, Money reserved, Money cost, Money uncertain)
    {
        cell.Reserved -= reserved;
        cell.Spent += cost + uncertain;
        cell.Granted = Money.Max(cell.Granted, cell.Spent);
        cell.Settled += cost;
        cell.Suspended += uncertain;
        cell.Uncertain += uncertain;
        cell.UncertainCalls += uncertain > Money.Zero ? 1 : 0;
    }

    private void Announce(WindowCell cell, DateTimeOffset now, bool isAboveReserve)
    {
        if (isAboveReserve)
        {
            Tell(BudgetAlertKind.AboveReserve, cell, 0, now);
        }

        foreach (var threshold in cell.Slot.Thresholds)
        {
            if (threshold <= cell.Announced)
            {
                continue;
            }

            if (!cell.HasReached(threshold))
            {
                return;
            }

            cell.Announced = threshold;
            Tell(BudgetThresholds.KindOf(threshold), cell, threshold, now);
        }
    }

    /// <summary>Never waits; what a full channel does not take is found by the sweep.</summary>
    private void Tell(BudgetAlertKind kind, WindowCell cell, int threshold, DateTimeOffset now) =>
        alerts.TryWrite(new BudgetAlert(kind, cell.Slot.Budget, cell.Id, cell.Window, cell.Slot.Subject, threshold, cell.Settled + cell.Suspended, cell.Limit, now));
}
