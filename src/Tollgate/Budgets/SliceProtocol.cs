using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>
/// The moves of money between a window and its slices: pure, deterministic, each keeping
/// free + suspended + settled + open slices = limit + debt. Time moves nothing: a silent owner's money is suspended, never returned.
/// </summary>
internal static class SliceProtocol
{
    /// <summary>A new window; what the ledger holds already is settled and uncertain in it.</summary>
    public static WindowState Open(Money limit, Money settled, Money uncertain)
    {
        var free = Money.Max(limit - settled - uncertain, Money.Zero);
        return new WindowState(limit, free, uncertain, uncertain, settled, Money.Max(settled + uncertain - limit, Money.Zero));
    }

    /// <summary>Hands out free money, at most <paramref name="wanted"/>.</summary>
    public static (WindowState Window, SliceState Slice) Grant(WindowState window, SliceState slice, Money wanted)
    {
        var amount = slice.Status == SliceStatus.Open ? Money.Max(Money.Min(window.Free, wanted), Money.Zero) : Money.Zero;
        return (window with { Free = window.Free - amount }, slice with { Granted = slice.Granted + amount });
    }

    /// <summary>The owner gives back what it neither spent nor promised to a call.</summary>
    public static (WindowState Window, SliceState Slice) Return(WindowState window, SliceState slice, Money amount)
    {
        var back = slice.Status == SliceStatus.Open ? Money.Max(Money.Min(slice.Remaining, amount), Money.Zero) : Money.Zero;
        return (Receive(window, back), slice with { Granted = slice.Granted - back });
    }

    /// <summary>A call of the owner ended: its cost is settled, what nobody knows for sure is suspended.</summary>
    public static (WindowState Window, SliceState Slice) Charge(WindowState window, SliceState slice, Money cost, Money uncertain)
    {
        var total = cost + uncertain;
        var above = Money.Max(slice.Spent + total - slice.Granted, Money.Zero);
        var charged = window with { Settled = window.Settled + cost, Suspended = window.Suspended + uncertain, Uncertain = window.Uncertain + uncertain };
        if (slice.Status == SliceStatus.Suspended)
        {
            // A silent owner's remainder lies in the suspended money: the proof moves it out of there.
            charged = charged with { Suspended = charged.Suspended - (total - above) };
        }

        return (Take(charged, above), slice with { Spent = slice.Spent + total, Granted = slice.Granted + above });
    }

    /// <summary>The owner is silent: nobody may grant to it, and all it could still spend is suspended.</summary>
    public static (WindowState Window, SliceState Slice) Suspend(WindowState window, SliceState slice)
    {
        if (slice.Status != SliceStatus.Open)
        {
            return (window, slice);
        }

        return (
            window with { Suspended = window.Suspended + slice.Remaining },
            slice with { Status = SliceStatus.Suspended, Fence = slice.Fence + 1 });
    }

    /// <summary>
    /// The owning incarnation has ended and its whole journal was replayed: what it was granted and neither settled nor sent goes back.
    /// The bounds of calls sent without an end were charged as uncertain by the replay, and stay.
    /// </summary>
    public static (WindowState Window, SliceState Slice) Recover(WindowState window, SliceState slice)
    {
        var left = slice.Status == SliceStatus.Suspended ? window with { Suspended = window.Suspended - slice.Remaining } : window;
        return (Receive(left, slice.Remaining), slice with { Granted = slice.Spent, Status = SliceStatus.Returned, Fence = slice.Fence + 1 });
    }

    /// <summary>Raises or lowers the limit. What is out above a lower limit is debt, and nothing is granted until it is paid.</summary>
    public static WindowState ChangeLimit(WindowState window, Money limit)
    {
        var step = limit - window.Limit;
        var changed = window with { Limit = limit };
        return step >= Money.Zero ? Receive(changed, step) : Take(changed, -step);
    }

    /// <summary>Proof, or an operator, decides about suspended money: <paramref name="cost"/> was spent, the rest comes back.</summary>
    public static WindowState Resolve(WindowState window, Money uncertain, Money cost)
    {
        var decided = window with
        {
            Suspended = window.Suspended - uncertain,
            Uncertain = window.Uncertain - uncertain,
            Settled = window.Settled + cost,
        };
        return cost <= uncertain ? Receive(decided, uncertain - cost) : Take(decided, cost - uncertain);
    }

    private static WindowState Receive(WindowState window, Money amount)
    {
        var paid = Money.Min(window.Debt, amount);
        return window with { Debt = window.Debt - paid, Free = window.Free + amount - paid };
    }

    private static WindowState Take(WindowState window, Money amount)
    {
        var taken = Money.Min(window.Free, amount);
        return window with { Free = window.Free - taken, Debt = window.Debt + amount - taken };
    }
}
