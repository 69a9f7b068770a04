using Microsoft.Extensions.DependencyInjection;
using Tollgate.Audit;
using Tollgate.Callers;
using Tollgate.Storage;

namespace Tollgate.Limits;

/// <summary>The wiring of limits.</summary>
internal static class LimitServices
{
    /// <summary>Adds limits; needs a database and a clock.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, LimitOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new LimitKeeper(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LimitStore(
            provider.GetRequiredService<Database>().Source, provider.GetRequiredService<LimitKeeper>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LimitAudit(provider.GetRequiredService<AuditLog>()));
        services.AddSingleton(provider => new LimitDeclarations(provider.GetRequiredService<LimitStore>(), provider.GetRequiredService<LimitAudit>()));
        services.AddSingleton(provider => new LimitEndpoints(
            provider.GetRequiredService<LimitStore>(), provider.GetRequiredService<LimitKeeper>(), provider.GetRequiredService<LimitAudit>(),
            provider.GetRequiredService<CallerTargets>(), options));
        return services;
    }
}
