using Microsoft.Extensions.DependencyInjection;

namespace Tollgate.Telemetry;

/// <summary>Wires metrics.</summary>
internal static class TelemetryServices
{
    /// <summary>Adds the registry and the gateway's metrics.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton(_ => Declare())
        .AddSingleton(from => new GatewayMetrics(from.GetRequiredService<MetricRegistry>()))
        .AddSingleton(from => new MetricsEndpoints(from.GetRequiredService<MetricRegistry>()));

    private static MetricRegistry Declare()
    {
        var registry = new MetricRegistry();
        ProcessMetrics.AddTo(registry);
        return registry;
    }
}
