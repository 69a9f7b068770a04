namespace Tollgate.Client.Attribution;

/// <summary>A row of the daily roll-up.</summary>
/// <param name="Date">The day.</param>
/// <param name="Principal">Who.</param>
/// <param name="Protocol">How; "" where nobody said.</param>
/// <param name="Sum">What it came to.</param>
public sealed record CostDay(DateOnly Date, string Principal, string Protocol, CostSummary Sum);
