namespace Tollgate.Core;

/// <summary>How the tightest limit of a kind stands, for X-RateLimit headers.</summary>
/// <param name="Limit">How many are allowed.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="ResetsAt">When all are back if nothing more is counted.</param>
public readonly record struct LimitFigures(long Limit, long Remaining, DateTimeOffset ResetsAt);
