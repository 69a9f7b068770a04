namespace Tollgate.Budgets;

/// <summary>Who holds slices: the node (one data folder) and its incarnation (one start of the process).</summary>
internal sealed record BudgetNode(Guid Id, Guid Incarnation);
