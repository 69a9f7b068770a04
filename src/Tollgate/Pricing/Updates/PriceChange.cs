namespace Tollgate.Pricing.Updates;

/// <summary>One difference between two states of the catalogue.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Id">The model.</param>
/// <param name="Change">added, removed or changed.</param>
/// <param name="Price">Which price: "input", "over_200000.input", "batch.output", "region.us"; absent for a model that came or went.</param>
/// <param name="Before">Dollars per million tokens or per piece, or a factor; absent when it was not stated.</param>
/// <param name="After">The same afterwards.</param>
internal sealed record PriceChange(string Provider, string Id, string Change, string? Price = null, string? Before = null, string? After = null);
