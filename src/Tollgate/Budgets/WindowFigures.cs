using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>A window's numbers at one instant.</summary>
internal readonly record struct WindowFigures(
    Budget Budget, Guid WindowId, string Subject, CalendarWindow Window, Money Limit, Money Settled, Money Reserved, Money Suspended, Money Uncertain)
{
    /// <summary>What is neither spent nor promised; never below zero.</summary>
    public Money Remaining => Money.Max(Limit - Settled - Suspended - Reserved, Money.Zero);

    /// <summary>Settled and suspended in percent of the limit, rounded down to a tenth.</summary>
    public decimal Percent => Limit > Money.Zero ? Math.Floor(1000m * (Settled + Suspended).Nanos / Limit.Nanos) / 10m : 100m;

    /// <summary>When it renews by itself; null for a lifetime.</summary>
    public DateTimeOffset? ResetsAt => Window.EndsAt == CalendarWindow.Never ? null : Window.EndsAt;

    /// <summary>How many calls left something open; null when that is not known.</summary>
    public int? UncertainCalls { get; init; }

    /// <summary>The least that the last call asked for, when it was refused.</summary>
    public Money? RefusedLeast { get; init; }

    /// <summary>Whether the limit is reached.</summary>
    public bool IsReached => Percent >= 100m;

    /// <summary>
    /// How the window stands: in headers, in the API and in the summary alike. It is exceeded when its limit is reached, and also while it
    /// refuses: the last call did not fit into what is left.
    /// </summary>
    public BudgetStatus Status => this switch
    {
        { RefusedLeast: { } least } when Limit - Settled - Suspended < least => BudgetStatus.Exceeded,
        { IsReached: true } => Budget.DowngradeTo is null ? BudgetStatus.Exceeded : BudgetStatus.Downgrade,
        _ => Percent >= Budget.WarnPercent ? BudgetStatus.Warn : BudgetStatus.Ok,
    };
}
