using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>A window in the database whose alerts may not all have been raised, or not all be over.</summary>
internal sealed record UnendedWindow(
    Guid Id, Guid BudgetId, string Subject, CalendarWindow Window, Money Limit, Money Spent, int Announced, DateTimeOffset? OverAt)
{
    /// <summary>Whether so many percent of the limit are spent or suspended.</summary>
    public bool HasReached(int percent) => (Int128)Spent.Nanos * 100 >= (Int128)Limit.Nanos * percent;

    /// <summary>The window as the till would have announced it; without a threshold, just how it stands.</summary>
    public BudgetAlert Alert(Budget budget, int threshold, DateTimeOffset now) =>
        new(BudgetThresholds.KindOf(threshold), budget, Id, Window, Subject, threshold, Spent, Limit, now);
}
