using Microsoft.Extensions.DependencyInjection;
using Tollgate.Audit;
using Tollgate.Storage;
using Tollgate.Telemetry;
using Tollgate.Upstreams.Catalogue;
using Tollgate.Upstreams.Keys;
using Tollgate.Upstreams.Objects;
using Tollgate.Upstreams.Probing;
using Tollgate.Upstreams.Routes;
using Tollgate.Upstreams.Sending;

namespace Tollgate.Upstreams;

/// <summary>Wires providers.</summary>
internal static class UpstreamsServices
{
    /// <summary>Adds providers; needs a database, a clock and logging. Nothing is sent or read before <see cref="UpstreamRefresher"/> is asked.</summary>
    public static IServiceCollection AddUpstreams(this IServiceCollection services, Func<string, string?> environment) => services
        .AddSingleton(_ => ProviderCatalogue.Load())
        .AddSingleton(_ => PassThroughRoutes.Load())
        .AddSingleton(_ => new UpstreamBook())
        .AddSingleton(_ => new UpstreamAddress())
        .AddSingleton(from => new SnapshotBuilder(from.GetRequiredService<ProviderCatalogue>(), environment))
        .AddSingleton(from => new DeploymentChooser(from.GetRequiredService<TimeProvider>(), new Random()))
        .AddSingleton(from => new DrainRoom(from.GetRequiredService<ClientAbortOptions>(), from.GetRequiredService<TimeProvider>(), from.GetRequiredService<MetricRegistry>()))
        .AddSingleton(from => new UpstreamClient(from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new KeyVault(new MasterKey(environment, from.GetRequiredService<Database>().Folder)))
        .AddSingleton(from => new ProviderStore(
            from.GetRequiredService<Database>().Source, from.GetRequiredService<KeyVault>(), from.GetRequiredService<AuditLog>(), from.GetRequiredService<TimeProvider>()))
        .AddSingleton(from => new UpstreamRefresher(
            from.GetRequiredService<UpstreamBook>(), from.GetRequiredService<SnapshotBuilder>(), from.GetRequiredService<ProviderStore>()))
        .AddSingleton(from => new ProviderObjects(new ProviderObjectStore(from.GetRequiredService<Database>().Source)))
        .AddSingleton(from => new ProviderProbe(from.GetRequiredService<UpstreamClient>(), from.GetRequiredService<UpstreamAddress>()))
        .AddSingleton(from => new DeploymentEndpoints(
            from.GetRequiredService<UpstreamBook>(),
            from.GetRequiredService<ProviderStore>(),
            from.GetRequiredService<UpstreamRefresher>(),
            from.GetRequiredService<DeploymentChooser>(),
            from.GetRequiredService<ProviderCatalogue>()))
        .AddSingleton(from => new ProviderEndpoints(
            from.GetRequiredService<UpstreamBook>(),
            from.GetRequiredService<ProviderStore>(),
            from.GetRequiredService<UpstreamRefresher>(),
            from.GetRequiredService<DeploymentChooser>(),
            from.GetRequiredService<ProviderProbe>(),
            from.GetRequiredService<ProviderCatalogue>()));
}
