using Microsoft.Extensions.DependencyInjection;
using Tollgate.Pricing.Bounds;

namespace Tollgate.Pricing;

/// <summary>Wires the slice.</summary>
internal static class PricingServices
{
    /// <summary>Adds the price catalogue.</summary>
    public static IServiceCollection AddPricing(this IServiceCollection services) =>
        services
            .AddSingleton(provider => new PriceCatalog(provider.GetRequiredService<PricingOptions>()))
            .AddSingleton(_ => new SessionPrefixes());
}
