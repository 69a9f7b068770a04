using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>What further turns will probably cost.</summary>
/// <param name="Total">All of them, rounded up.</param>
/// <param name="PerTurn">One of them, rounded up.</param>
/// <param name="Basis">Turns of the session whose mean it is; 0 where it is the catalogue's price of a stated size.</param>
public sealed record CostProjection(Money Total, Money PerTurn, long Basis);
