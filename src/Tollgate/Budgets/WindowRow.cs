namespace Tollgate.Budgets;

/// <summary>A window as the database holds it.</summary>
internal sealed record WindowRow(Guid Id, Guid BudgetId, string Subject, CalendarWindow Window, WindowState State, int Announced, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt);
