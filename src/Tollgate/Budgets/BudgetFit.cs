using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>How a call fits the hard windows of its chain: what is available, and what would be if all reservations came back.</summary>
internal readonly ref struct BudgetFit
{
    /// <summary>What every hard window has now.</summary>
    public Money Available { get; private init; }

    /// <summary>What every hard window could have.</summary>
    public Money Ceiling { get; private init; }

    /// <summary>The hard window with the least available; null when there is none.</summary>
    public WindowCell? Lowest { get; private init; }

    /// <summary>The hard window with the lowest ceiling; null when there is none.</summary>
    public WindowCell? LowestCeiling { get; private init; }

    /// <summary>Compares a call with its windows.</summary>
    public static BudgetFit Of(WindowSet windows, BudgetAsk ask)
    {
        var (available, ceiling) = (ask.Full, ask.Full);
        WindowCell? lowest = null;
        WindowCell? lowestCeiling = null;
        foreach (var cell in windows.Cells)
        {
            if (!cell.Slot.Budget.Hard)
            {
                continue;
            }

            if (lowest is null || cell.Available < available)
            {
                (lowest, available) = (cell, cell.Available);
            }

            if (lowestCeiling is null || cell.Ceiling < ceiling)
            {
                (lowestCeiling, ceiling) = (cell, cell.Ceiling);
            }
        }

        return new BudgetFit { Available = available, Ceiling = ceiling, Lowest = lowest, LowestCeiling = lowestCeiling };
    }

    /// <summary>Whether not even the smallest form of the call can fit, whatever comes back.</summary>
    public bool CanNeverServe(BudgetAsk ask) => Ceiling < ask.Least;

    /// <summary>Whether the call is served now: as asked, or clamped when waiting could not bring the whole.</summary>
    public bool Serves(BudgetAsk ask) => Available >= (ask.Full <= Ceiling ? ask.Full : ask.Least);
}
