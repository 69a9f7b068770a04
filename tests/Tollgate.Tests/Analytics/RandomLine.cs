namespace Tollgate.Tests.Analytics;

/// <summary>A ledger line, as a test remembers it.</summary>
internal sealed record RandomLine(string Provider, string Model, long Cost, long Uncertain, long List, long Input, long Read, long Write, long Output, long Reasoning, long CacheSaved);
