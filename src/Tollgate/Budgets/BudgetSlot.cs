namespace Tollgate.Budgets;

/// <summary>One line of windows: a budget, or one user's, agent's, key's or session's share of an `each` rule.</summary>
internal sealed class BudgetSlot(Budget budget, string subject, BudgetOptions options)
{
    private volatile Budget _budget = budget;
    private volatile int[] _thresholds = BudgetThresholds.Of(budget, options);
    private volatile WindowCell? _current;
    private volatile bool _isRetired;

    /// <summary>The rule as it stands now.</summary>
    public Budget Budget
    {
        get => _budget;
        set
        {
            _budget = value;
            _thresholds = BudgetThresholds.Of(value, options);
        }
    }

    /// <summary>What is announced once per window, ascending.</summary>
    public int[] Thresholds => _thresholds;

    /// <summary>Whose share it is; empty when the rule is not split.</summary>
    public string Subject { get; } = subject;

    /// <summary>The window that counts now; null before the first call.</summary>
    public WindowCell? Current { get => _current; set => _current = value; }

    /// <summary>Whether it left the book: the rule was deleted, or nobody used the line for long.</summary>
    public bool IsRetired { get => _isRetired; set => _isRetired = value; }
}
