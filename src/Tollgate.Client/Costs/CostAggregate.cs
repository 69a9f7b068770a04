using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>Several sessions together.</summary>
/// <param name="Sessions">Each of them, in the order asked for.</param>
/// <param name="Total">Their sum.</param>
/// <param name="Average">The mean of a session, rounded to the nearest nano-dollar.</param>
/// <param name="Least">The cheapest session's cost.</param>
/// <param name="Most">The dearest session's cost.</param>
public sealed record CostAggregate(IReadOnlyList<SessionCost> Sessions, Money Total, Money Average, Money Least, Money Most);
