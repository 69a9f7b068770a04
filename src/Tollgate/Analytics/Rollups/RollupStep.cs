namespace Tollgate.Analytics.Rollups;

/// <summary>What comes to the sums between two marks.</summary>
/// <param name="From">The mark that it comes after.</param>
/// <param name="To">The mark that it leads to.</param>
/// <param name="Cells">The sums to add, in full detail.</param>
internal sealed record RollupStep(RollupMark From, RollupMark To, IReadOnlyDictionary<UsageCell, UsageSums> Cells);
