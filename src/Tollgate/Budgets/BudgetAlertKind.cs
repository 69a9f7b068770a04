namespace Tollgate.Budgets;

/// <summary>What a <see cref="BudgetAlert"/> tells.</summary>
public enum BudgetAlertKind : byte
{
    /// <summary>A threshold below 100 percent was crossed.</summary>
    Warning,
    /// <summary>The limit was reached.</summary>
    Breach,
    /// <summary>A bill came out above its reserve: the bound of that call was wrong.</summary>
    AboveReserve,
}
