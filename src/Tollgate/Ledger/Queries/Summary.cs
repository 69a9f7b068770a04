namespace Tollgate.Ledger.Queries;

/// <summary>What was called and spent in a time, by up to two dimensions, the dearest group first.</summary>
/// <param name="From">First instant; null for the beginning.</param>
/// <param name="To">First instant after; null for now.</param>
/// <param name="GroupBy">The dimensions.</param>
/// <param name="Items">The groups.</param>
/// <param name="Total">The sums over all groups, those left out included.</param>
/// <param name="LeftOut">How many groups did not fit into the answer.</param>
internal sealed record Summary(
    DateTimeOffset? From, DateTimeOffset? To, IReadOnlyList<string> GroupBy, IReadOnlyList<SummaryRow> Items, SummaryRow Total, int LeftOut);
