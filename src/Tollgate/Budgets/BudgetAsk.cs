using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>What an attempt wants to reserve.</summary>
/// <param name="Full">The bound of the call as it was asked.</param>
/// <param name="Least">The bound of the smallest call it may be clamped to.</param>
internal readonly record struct BudgetAsk(Money Full, Money Least);
