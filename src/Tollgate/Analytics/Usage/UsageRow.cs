using Tollgate.Analytics.Rollups;

namespace Tollgate.Analytics.Usage;

/// <summary>The sums of one group in one period.</summary>
/// <param name="At">When the period begins; null when time is not cut.</param>
/// <param name="Values">The value of each dimension.</param>
/// <param name="Texts">What people read for it.</param>
/// <param name="Sums">The sums.</param>
internal sealed record UsageRow(DateTimeOffset? At, IReadOnlyList<string?> Values, IReadOnlyList<string?> Texts, UsageSums Sums);
