using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>One day of a budget's history, in the budget's zone.</summary>
/// <param name="Date">The day.</param>
/// <param name="Settled">Cost of the calls that began on it.</param>
/// <param name="Uncertain">What they may cost on top.</param>
public sealed record BudgetDay(DateOnly Date, Money Settled, Money Uncertain);
