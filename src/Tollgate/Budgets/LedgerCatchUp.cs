namespace Tollgate.Budgets;

/// <summary>Waits, but not longer than a patience, until the database holds all that was settled so far.</summary>
internal delegate Task<bool> LedgerCatchUp(TimeSpan patience, CancellationToken ct);
