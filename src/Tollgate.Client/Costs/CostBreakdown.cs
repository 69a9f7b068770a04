using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>What a total is made of.</summary>
/// <param name="Total">The sum of the parts.</param>
/// <param name="Parts">One for each <see cref="CostKind"/>, in its order.</param>
public sealed record CostBreakdown(Money Total, IReadOnlyList<CostPart> Parts)
{
    /// <summary>One part.</summary>
    public CostPart this[CostKind kind] => Parts[(int)kind];
}
