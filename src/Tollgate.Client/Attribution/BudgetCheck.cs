namespace Tollgate.Client.Attribution;

/// <summary>Whether a cost fits the budgets of who causes it.</summary>
/// <param name="IsAllowed">Whether it does.</param>
/// <param name="Reason">Which budget it does not fit, for example "Daily budget exceeded (limit: 10.00 USD)"; null where it fits.</param>
public readonly record struct BudgetCheck(bool IsAllowed, string? Reason);
