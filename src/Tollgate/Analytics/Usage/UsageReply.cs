namespace Tollgate.Analytics.Usage;

/// <summary>Sums by period and dimensions; those of all groups, on other pages too, are the total.</summary>
/// <param name="From">First instant; null for the beginning.</param>
/// <param name="To">The instant after the last; null for no end.</param>
/// <param name="TimeZone">Whose calendar counts.</param>
/// <param name="GroupBy">The dimensions.</param>
/// <param name="Items">The groups of this page.</param>
/// <param name="Total">The sums over all groups.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record UsageReply(
    DateTimeOffset? From, DateTimeOffset? To, string TimeZone, IReadOnlyList<string> GroupBy, IReadOnlyList<UsageView> Items, UsageView Total, string? Next);
