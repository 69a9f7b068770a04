namespace Tollgate.Upstreams;

/// <summary>What tollgate.yaml says about providers.</summary>
internal sealed record UpstreamSettings
{
    /// <summary>Its providers.</summary>
    public IReadOnlyList<ProviderEntry> Providers { get; init; } = [];

    /// <summary>Timeouts of all providers that set none.</summary>
    public TimeoutEntry Timeouts { get; init; } = TimeoutEntry.Empty;
}
