namespace Tollgate.Budgets;

/// <summary>Who owns a budget or a limit.</summary>
public enum BudgetOrigin : byte
{
    /// <summary>Made over the API; can be changed there.</summary>
    Database,
    /// <summary>From the settings file; read-only over the API.</summary>
    File,
}
