using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>Something about a window that its owner should hear; each threshold once per window.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Budget">The rule.</param>
/// <param name="WindowId">The window.</param>
/// <param name="Window">From when to when it is.</param>
/// <param name="Subject">Whose share; empty when the rule is not split.</param>
/// <param name="Threshold">The percentage that was crossed; 0 for other kinds.</param>
/// <param name="Spent">Settled and suspended.</param>
/// <param name="Limit">The limit.</param>
/// <param name="At">When.</param>
public sealed record BudgetAlert(BudgetAlertKind Kind, Budget Budget, Guid WindowId, CalendarWindow Window, string Subject, int Threshold, Money Spent, Money Limit, DateTimeOffset At);
