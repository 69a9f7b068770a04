using Tollgate.Core;

namespace Tollgate.Client.Attribution;

/// <summary>How a budget stands.</summary>
/// <param name="Period">Its period.</param>
/// <param name="Limit">Its limit.</param>
/// <param name="Spent">What is spent of it.</param>
/// <param name="Held">What is held for calls under way.</param>
public readonly record struct PrincipalBudget(BudgetPeriod Period, Money Limit, Money Spent, Money Held)
{
    /// <summary>What may still be asked for; nothing where more was spent.</summary>
    public Money Remaining => Money.Max(Money.Zero, Limit - Spent - Held);

    /// <summary>How much of it is spent, in percent.</summary>
    public decimal Percent => Spent.Nanos * 100m / Limit.Nanos;

    /// <summary>Whether so much more fits: exactly up to the limit it does.</summary>
    internal bool Allows(Money asked) => Spent + Held + asked <= Limit;
}
