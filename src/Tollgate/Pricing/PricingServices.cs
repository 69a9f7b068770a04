using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.Pricing;

/// <summary>Wires the slice.</summary>
internal static class PricingServices
{
    /// <summary>Adds the price catalogue.</summary>
    public static IServiceCollection AddPricing(this IServiceCollection services) =>
        services.AddSingleton(provider => new PriceCatalog(provider.GetRequiredService<PricingOptions>()));
}
