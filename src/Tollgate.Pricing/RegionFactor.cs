namespace Tollgate.Pricing;

/// <summary>What a provider adds for keeping a request in a region; it multiplies token rates, not fees per piece.</summary>
internal readonly record struct RegionFactor(string Region, decimal Factor);
