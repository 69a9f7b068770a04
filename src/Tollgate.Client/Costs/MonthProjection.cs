using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>What the next thirty days will probably cost.</summary>
/// <param name="MeanPerDay">The mean of the days it is made from.</param>
/// <param name="ThirtyDays">Thirty times the mean.</param>
/// <param name="Low">With 95 % probability it is at least this; null with fewer than two days.</param>
/// <param name="High">With 95 % probability it is at most this; null with fewer than two days.</param>
/// <param name="Trend">Where spending goes; stable with fewer than six days.</param>
/// <param name="Days">Days it is made from, seven at most.</param>
public sealed record MonthProjection(Money MeanPerDay, Money ThirtyDays, Money? Low, Money? High, SpendTrend Trend, int Days);
