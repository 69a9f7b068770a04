namespace Tollgate.Budgets;

/// <summary>How many of an organization's budgets stand how.</summary>
/// <param name="Total">All windows that count now.</param>
/// <param name="Ok">Below every warning.</param>
/// <param name="Warn">Past the warning.</param>
/// <param name="Downgrade">Calls go to another model.</param>
/// <param name="Exceeded">Spent.</param>
public sealed record BudgetSummary(int Total, int Ok, int Warn, int Downgrade, int Exceeded);
