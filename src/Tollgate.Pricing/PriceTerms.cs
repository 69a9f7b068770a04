namespace Tollgate.Pricing;

/// <summary>What besides usage decides a price: as served, not as asked.</summary>
/// <param name="ServedTier">The service tier as the provider reported it; null for the standard one.</param>
/// <param name="Region">The region that served, where the provider prices it.</param>
/// <param name="SearchSize">`search_context_size` of the request (low, medium, high); null for the provider's default.</param>
internal readonly record struct PriceTerms(string? ServedTier = null, string? Region = null, string? SearchSize = null)
{
    /// <summary>The terms of an answer. Anthropic reports its fast mode as a speed beside the tier; the speed is what is billed.</summary>
    public static PriceTerms Served(string? tier, string? speed, string? region) => new(speed is null or "standard" ? tier : speed, region);
}
