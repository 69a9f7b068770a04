namespace Tollgate.Core;

/// <summary>How a caller stands with its budgets; the worst of the chain.</summary>
public enum BudgetStatus : byte
{
    /// <summary>Below every warning.</summary>
    Ok,
    /// <summary>Past a warning threshold.</summary>
    Warn,
    /// <summary>The next calls go to a cheaper model.</summary>
    Downgrade,
    /// <summary>Spent.</summary>
    Exceeded,
}
