using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>
/// The money of one budget window, as the database holds it. At every instant
/// free + suspended + settled + open slices = limit + debt.
/// </summary>
/// <param name="Limit">The most that may be spent.</param>
/// <param name="Free">Not handed out.</param>
/// <param name="Suspended">Neither spent nor given back: nobody has proved which.</param>
/// <param name="Uncertain">The part of <paramref name="Suspended"/> that belongs to finished calls whose cost is not known to the end.</param>
/// <param name="Settled">Spent.</param>
/// <param name="Debt">What is out above the limit, after a limit was lowered or a charge came out above its reserve.</param>
internal readonly record struct WindowState(Money Limit, Money Free, Money Suspended, Money Uncertain, Money Settled, Money Debt)
{
    /// <summary>How many attempts left something uncertain; null where some did before that was counted.</summary>
    public int? UncertainCalls { get; init; }

    /// <summary>When an operator last took what was uncertain for unspent; null when nobody did.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>The same window with so many attempts more, or fewer, that left something uncertain.</summary>
    public WindowState Count(int calls) => this with { UncertainCalls = Uncertain == Money.Zero ? 0 : UncertainCalls + calls };

    /// <summary>What is missing from (or too much in) the window, given the sum of its open slices; zero when all is well.</summary>
    public Money Imbalance(Money openSlices) => Free + Suspended + Settled + openSlices - Limit - Debt;
}
