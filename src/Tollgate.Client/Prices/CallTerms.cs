using Tollgate.Pricing;

namespace Tollgate.Client.Prices;

/// <summary>What besides usage decides a price: as the provider says that it served, not as the request asked.</summary>
/// <param name="ServiceTier">The service tier in the provider's word: "batch", "flex", "priority", "fast"; null for the standard one.</param>
/// <param name="Region">The region that served, where the provider charges for it: "us".</param>
/// <param name="SearchSize">The search context's size where searches are priced by it: "low", "medium", "high".</param>
public readonly record struct CallTerms(string? ServiceTier = null, string? Region = null, string? SearchSize = null)
{
    internal PriceTerms ToPriceTerms() => new(ServiceTier, Region, SearchSize);
}
