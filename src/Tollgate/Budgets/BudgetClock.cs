using System.Data.Common;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Tollgate.Budgets;

/// <summary>
/// What happens to budgets without traffic: windows roll over at their boundary, raises end, slices of closed windows go back,
/// alerts are handed on, what was missed is found, and the balance of every window is checked.
/// </summary>
internal sealed class BudgetClock(
    BudgetBook book, WindowOpener opener, WindowStore windows, BudgetClerk clerk, BudgetAlarms alarms, BudgetSweep sweep,
    ChannelReader<BudgetAlert> alerts, ChannelReader<WindowAdjustment> adjustments, TimeProvider time, ILogger<BudgetClock> log)
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan IdleLine = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMinutes(10);
    private DateTimeOffset _nextCheck;

    /// <summary>Windows whose money did not add up at the last check; anything but zero is a fault.</summary>
    public int Imbalances { get; private set; }

    /// <summary>Runs until the gateway stops.</summary>
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(TickForeverAsync(ct), AnnounceAsync(ct), AdjustAsync(ct));

    /// <summary>Does what is due; the answer is how long nothing will be.</summary>
    public async Task<TimeSpan> TickAsync(CancellationToken ct)
    {
        var next = time.GetUtcNow() + LongestSleep;
        foreach (var slot in book.Slots)
        {
            var ends = await RollAsync(slot, ct);
            next = ends < next ? ends : next;
        }

        if (await clerk.EndRaisesAsync(ct) is { } raiseEnds && raiseEnds < next)
        {
            next = raiseEnds;
        }

        await opener.ReturnClosedAsync(ct);
        await sweep.RunAsync(ct);
        await CheckAsync(ct);
        var sleep = next - time.GetUtcNow();
        return sleep > ShortestSleep ? sleep : ShortestSleep;
    }

    /// <summary>Hands on what the till announced, until the channel is empty for good.</summary>
    public async Task AnnounceAsync(CancellationToken ct)
    {
        await foreach (var alert in alerts.ReadAllAsync(ct))
        {
            try
            {
                await alarms.RaiseAsync(alert, ct);
            }
            catch (DbException fault)
            {
                BudgetLog.NotWritten(log, alert.Budget.Name, fault);
            }
        }
    }

    /// <summary>Lets the live numbers follow later proof, until the channel is empty for good.</summary>
    public async Task AdjustAsync(CancellationToken ct)
    {
        await foreach (var proof in adjustments.ReadAllAsync(ct))
        {
            if (opener.Find(proof.WindowId) is not { } cell)
            {
                continue;
            }

            try
            {
                await opener.AdjustAsync(cell, proof.Cost, proof.Uncertain, ct);
            }
            catch (DbException fault)
            {
                BudgetLog.NotWritten(log, cell.Slot.Budget.Name, fault);
            }
        }
    }

    private async Task TickForeverAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var sleep = LongestSleep;
            try
            {
                sleep = await TickAsync(ct);
            }
            catch (DbException fault)
            {
                BudgetLog.NotRolled(log, fault);
            }

            await Task.Delay(sleep, time, ct);
        }
    }

    /// <summary>Opens the next window of a line at its boundary; a line of a split rule that nobody used for long is forgotten.</summary>
    private async Task<DateTimeOffset> RollAsync(BudgetSlot slot, CancellationToken ct)
    {
        if (slot.Current is not { } cell)
        {
            return CalendarWindow.Never;
        }

        if (slot.Subject.Length > 0 && time.GetUtcNow() - cell.UsedAt > IdleLine && await opener.ForgetAsync(slot, ct))
        {
            return CalendarWindow.Never;
        }

        var current = await opener.CurrentAsync(slot, ct);
        return current?.Window.EndsAt ?? CalendarWindow.Never;
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        if (time.GetUtcNow() < _nextCheck)
        {
            return;
        }

        _nextCheck = time.GetUtcNow() + BetweenChecks;
        var found = await windows.ImbalancesAsync(ct);
        Imbalances = found.Count;
        foreach (var (window, imbalance) in found)
        {
            BudgetLog.Imbalance(log, window, imbalance);
        }
    }
}
