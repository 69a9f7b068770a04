using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tollgate.Audit;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Discounts;
using Tollgate.Pricing.Expectations;
using Tollgate.Pricing.Updates;

namespace Tollgate.Pricing;

/// <summary>Wires the slice.</summary>
internal static class PricingServices
{
    /// <summary>Adds the price catalogue, the bounds and the endpoints.</summary>
    public static IServiceCollection AddPricing(this IServiceCollection services) => services
        .AddSingleton(provider => new PriceCatalog(provider.GetRequiredService<PricingOptions>()))
        .AddSingleton(_ => new SessionPrefixes())
        .AddSingleton(_ => new UsageMemory())
        .AddSingleton(provider => new UsageStore(provider.GetRequiredService<DbDataSource>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IHostedService>(provider => new UsageSaver(provider.GetRequiredService<UsageMemory>(), provider.GetRequiredService<UsageStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new DiscountDesk(provider.GetRequiredService<PricingOptions>()))
        .AddSingleton(provider => new DiscountStore(provider.GetRequiredService<DbDataSource>(), provider.GetRequiredService<AuditLog>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new DiscountEndpoints(provider.GetRequiredService<DiscountStore>(), provider.GetRequiredService<DiscountDesk>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new PriceStore(provider.GetRequiredService<DbDataSource>(), provider.GetRequiredService<AuditLog>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new PriceSetter(provider.GetRequiredService<PriceCatalog>(), provider.GetRequiredService<PriceStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ModelEndpoints(provider.GetRequiredService<PriceCatalog>(), provider.GetRequiredService<PriceSetter>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new CatalogUpdateStore(provider.GetRequiredService<DbDataSource>(), provider.GetRequiredService<AuditLog>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new CatalogUpdater(
            provider.GetRequiredService<PriceCatalog>(), provider.GetRequiredService<CatalogUpdateStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new CatalogEndpoints(provider.GetRequiredService<PriceCatalog>(), provider.GetRequiredService<CatalogUpdater>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new CheapestEndpoints(provider.GetRequiredService<PriceCatalog>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new EstimateEndpoints(provider.GetRequiredService<PriceCatalog>(), provider.GetRequiredService<DiscountDesk>(), provider.GetRequiredService<UsageMemory>(), provider.GetRequiredService<TimeProvider>()));
}
