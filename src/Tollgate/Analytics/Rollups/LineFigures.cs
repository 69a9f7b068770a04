namespace Tollgate.Analytics.Rollups;

/// <summary>The figures of a ledger line: money in nano-dollars, usage in tokens, and the rates as the line keeps them.</summary>
internal readonly record struct LineFigures(
    long Cost, long Uncertain, long ListCost, long Input, long CacheRead, long CacheWrite5m, long CacheWrite1h, long Output, long Reasoning, string? Rates);
