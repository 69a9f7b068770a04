namespace Tollgate.Budgets;

/// <summary>Which percentages of a limit are announced, and what each is called.</summary>
internal static class BudgetThresholds
{
    /// <summary>A limit is reached here; calls of a hard budget end.</summary>
    private const int Whole = 100;

    /// <summary>The budget's own thresholds and the three levels, ascending, each once; a budget without thresholds announces nothing.</summary>
    public static int[] Of(Budget budget, BudgetOptions options)
    {
        if (budget.AlertPercents.Count == 0)
        {
            return [];
        }

        var all = new SortedSet<int>(budget.AlertPercents) { budget.WarnPercent, options.HardWarningPercent, options.EmergencyPercent };
        return [.. all];
    }

    /// <summary>Whether a threshold is a warning or the limit itself.</summary>
    public static BudgetAlertKind KindOf(int threshold) => threshold >= Whole ? BudgetAlertKind.Breach : BudgetAlertKind.Warning;

    /// <summary>The level a threshold has reached: soft_warning, hard_warning, emergency, or none.</summary>
    public static string? LevelOf(int threshold, Budget budget, BudgetOptions options)
    {
        if (threshold >= options.EmergencyPercent)
        {
            return "emergency";
        }

        if (threshold >= options.HardWarningPercent)
        {
            return "hard_warning";
        }

        return threshold >= budget.WarnPercent ? "soft_warning" : null;
    }
}
