namespace Tollgate.Budgets;

/// <summary>What the till says to a call.</summary>
/// <param name="Kind">Granted, to wait, refused, or asked of windows that are no longer open.</param>
/// <param name="Hold">The money, when granted.</param>
/// <param name="Figures">The window that was in the way, when refused.</param>
/// <param name="Waiting">How many calls wait for that window.</param>
internal readonly record struct TillAnswer(TillAnswerKind Kind, BudgetHold? Hold = null, WindowFigures Figures = default, int Waiting = 0);
