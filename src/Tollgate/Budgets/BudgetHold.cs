using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Money reserved for one attempt in every window of its chain. Disposed without a settlement it goes back.</summary>
internal sealed class BudgetHold : IDisposable
{
    private readonly BudgetTill? _till;
    private readonly WindowSet _windows;

    /// <summary>Made by the till, under its lock.</summary>
    internal BudgetHold(BudgetTill? till, WindowSet windows, Money amount, bool isClamped)
    {
        _till = till;
        _windows = windows;
        Amount = amount;
        IsClamped = isClamped;
    }

    /// <summary>What is reserved. The call must not cost more.</summary>
    public Money Amount { get; internal set; }

    /// <summary>Whether less was granted than asked: the output limit must be lowered to fit.</summary>
    public bool IsClamped { get; }

    /// <summary>The windows it was taken from, for the journal.</summary>
    public ReadOnlySpan<Guid> Windows => _windows.Ids;

    /// <summary>Whether the settlement was larger than the reserve: the bound was wrong, the line is flagged.</summary>
    public bool IsAboveReserve { get; internal set; }

    /// <summary>Whether the money was settled or given back.</summary>
    public bool IsDone { get; internal set; }

    /// <summary>The windows it was taken from.</summary>
    internal WindowSet WindowSet => _windows;

    /// <summary>Gives back what the attempt turned out not to need; a larger amount changes nothing.</summary>
    public void ShrinkTo(Money amount)
    {
        if (_till is null)
        {
            Amount = Money.Min(Amount, amount);
            return;
        }

        _till.Shrink(this, amount);
    }

    /// <summary>Ends the hold: the cost is spent, what nobody knows for sure stays suspended, the rest goes back. A second time changes nothing.</summary>
    public void Settle(Money cost, Money uncertain) => _till?.Settle(this, cost, uncertain);

    /// <summary>Gives everything back, unless it was settled.</summary>
    public void Dispose() => _till?.Release(this);
}
