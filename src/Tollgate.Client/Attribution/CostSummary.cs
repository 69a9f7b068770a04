using Tollgate.Core;

namespace Tollgate.Client.Attribution;

/// <summary>A sum of costs.</summary>
/// <param name="Count">How many.</param>
/// <param name="Total">What they cost: the actual cost of each, else the estimate.</param>
/// <param name="Least">The least of them; nothing where there are none.</param>
/// <param name="Most">The most.</param>
public readonly record struct CostSummary(long Count, Money Total, Money Least, Money Most)
{
    /// <summary>The mean, to the nearest nano-dollar; nothing where there are none.</summary>
    public Money Average => Count == 0 ? Money.Zero : new Money(decimal.ToInt64(decimal.Round((decimal)Total.Nanos / Count)));

    /// <summary>This sum with one more cost.</summary>
    internal CostSummary With(Money cost) => new(Count + 1, Total + cost, Count == 0 ? cost : Money.Min(Least, cost), Count == 0 ? cost : Money.Max(Most, cost));

    /// <summary>Both sums together.</summary>
    internal CostSummary With(in CostSummary other) => Count == 0 || other.Count == 0
        ? Count == 0 ? other : this
        : new(Count + other.Count, Total + other.Total, Money.Min(Least, other.Least), Money.Max(Most, other.Most));
}
