using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>What is worth knowing at a glance.</summary>
/// <param name="From">First instant.</param>
/// <param name="To">The instant after the last.</param>
/// <param name="TimeZone">Whose calendar counts.</param>
/// <param name="Total">The sums of the time.</param>
/// <param name="PreviousCostUsd">What as long a time before it cost.</param>
/// <param name="ChangePercent">The change; null where nothing was spent before.</param>
/// <param name="Direction">Up or down where the change is above 10 %.</param>
/// <param name="Today">Today so far.</param>
/// <param name="Active">How many of each were active.</param>
/// <param name="Top">The dearest of each.</param>
internal sealed record OverviewReply(
    DateTimeOffset From, DateTimeOffset To, string TimeZone, UsageView Total, Money PreviousCostUsd, decimal? ChangePercent, Direction Direction, UsageView Today,
    IReadOnlyDictionary<string, int> Active, IReadOnlyDictionary<string, IReadOnlyList<UsageView>> Top);
