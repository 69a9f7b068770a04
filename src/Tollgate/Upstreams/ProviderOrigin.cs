namespace Tollgate.Upstreams;

/// <summary>Where a provider was declared. A later one wins over an earlier one.</summary>
internal enum ProviderOrigin : byte
{
    /// <summary>A key of a known provider was in the environment.</summary>
    Environment,
    /// <summary>Added through API or CLI.</summary>
    Database,
    /// <summary>Written in tollgate.yaml: read-only over the API.</summary>
    File,
}
