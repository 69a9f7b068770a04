using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>What one kind cost.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Cost">Its part; all parts add up to the total to the nano-dollar.</param>
/// <param name="Percent">Its share of the total in percent; 0 where nothing was spent.</param>
public readonly record struct CostPart(CostKind Kind, Money Cost, decimal Percent);
