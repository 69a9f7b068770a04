using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>Something unusual on a day.</summary>
/// <param name="Date">The day, in the zone's calendar.</param>
/// <param name="Kind">cost_spike, new_spender or failures.</param>
/// <param name="Subject">What it is about: all, agent, key or model.</param>
/// <param name="Name">Which one; null for all.</param>
/// <param name="CostUsd">What it cost on that day.</param>
/// <param name="UsualUsd">What it usually costs in a day: the median of the fourteen days before.</param>
/// <param name="Sentence">What is unusual, in a sentence.</param>
internal sealed record Anomaly(string Date, string Kind, string Subject, string? Name, Money CostUsd, Money UsualUsd, string Sentence);
