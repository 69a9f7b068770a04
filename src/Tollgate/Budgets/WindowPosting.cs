using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Budgets;

/// <summary>What a batch of charges means for one window: they come out of the owner's slice.</summary>
/// <param name="Cost">Owed.</param>
/// <param name="Uncertain">May be owed on top.</param>
/// <param name="UncertainCalls">How many of them left something uncertain.</param>
internal readonly record struct WindowPosting(Money Cost, Money Uncertain, int UncertainCalls)
{
    /// <summary>The sum with one more charge.</summary>
    public WindowPosting With(SettledLine line) =>
        new(Cost + line.Cost, Uncertain + line.Uncertain, UncertainCalls + (line.Uncertain > Money.Zero ? 1 : 0));
}
