using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Budgets;

/// <summary>What a batch of ledger lines means for one window: charges come out of the owner's slice, later proof does not.</summary>
internal readonly record struct WindowPosting(Money Cost, Money Uncertain, Money AdjustedCost, Money AdjustedUncertain)
{
    /// <summary>Whether later proof is among the lines.</summary>
    public bool IsAdjusted => AdjustedCost != Money.Zero || AdjustedUncertain != Money.Zero;

    /// <summary>The sum with one more line.</summary>
    public WindowPosting With(SettledLine line) => line.Kind == LineKind.Charge
        ? this with { Cost = Cost + line.Cost, Uncertain = Uncertain + line.Uncertain }
        : this with { AdjustedCost = AdjustedCost + line.Cost, AdjustedUncertain = AdjustedUncertain + line.Uncertain };
}
