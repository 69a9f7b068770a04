using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The part of a window that one incarnation of one node may spend without asking.</summary>
/// <param name="Granted">Handed out so far, less what came back.</param>
/// <param name="Spent">Settled or left uncertain by this owner.</param>
/// <param name="Status">Whether the owner may still spend from it.</param>
/// <param name="Fence">Raised by every revocation; an older fence has no say.</param>
internal readonly record struct SliceState(Money Granted, Money Spent, SliceStatus Status, int Fence)
{
    /// <summary>What the owner may still spend, calls in flight included.</summary>
    public Money Remaining => Granted - Spent;

    /// <summary>What counts as "open slices" in the window's balance.</summary>
    public Money Open => Status == SliceStatus.Open ? Remaining : Money.Zero;
}
