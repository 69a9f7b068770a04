namespace Tollgate.Pricing.Catalog;

/// <summary>One line of a provider's file, read.</summary>
/// <param name="Traits">What bounds its cost.</param>
/// <param name="Rows">Its prices, oldest first.</param>
/// <param name="Stated">The rates of each row as stated, all tiers raised into one: for the provider's dearest.</param>
internal sealed record ModelSheet(ModelTraits Traits, IReadOnlyList<PriceRow> Rows, RateSheet Stated);
