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

    /// <summary>How the window stands.</summary>
    public BudgetStatus Status
    {
        get
        {
            var percent = Percent;
            if (percent >= 100m)
            {
                return Budget.DowngradeTo is null ? BudgetStatus.Exceeded : BudgetStatus.Downgrade;
            }

            return percent >= Budget.WarnPercent ? BudgetStatus.Warn : BudgetStatus.Ok;
        }
    }
}
