using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>A temporary raise of a budget's limit.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="BudgetId">The budget.</param>
/// <param name="By">How much more.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">Why; for the audit.</param>
/// <param name="MadeBy">Who did it.</param>
/// <param name="CreatedAt">When.</param>
internal sealed record BudgetRaise(Guid Id, Guid BudgetId, Money By, DateTimeOffset Until, string Reason, string MadeBy, DateTimeOffset CreatedAt);
