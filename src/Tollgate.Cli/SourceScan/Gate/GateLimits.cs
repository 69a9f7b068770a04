namespace Tollgate.Cli.SourceScan.Gate;

/// <summary>What a repository must reach.</summary>
/// <param name="MostCritical">So many critical findings are borne.</param>
/// <param name="MostHigh">So many high findings are borne.</param>
/// <param name="Overall">The least mean of all scores.</param>
/// <param name="Areas">The least score of each area.</param>
internal sealed record GateLimits(int MostCritical, int MostHigh, int Overall, IReadOnlyDictionary<GateArea, int> Areas);
