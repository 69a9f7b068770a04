namespace Tollgate.Upstreams;

/// <summary>POST /api/providers.</summary>
internal sealed record AddProviderRequest
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The catalogue entry it follows; the one of the same name by default.</summary>
    public string? Kind { get; init; }

    /// <summary>The address; the catalogue's by default.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The key; it is sealed and never shown again.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How the key travels; the catalogue's way by default.</summary>
    public string? Auth { get; init; }
}

/// <summary>POST /api/providers/{name}/deployments: one more account of a provider.</summary>
internal sealed record AddDeploymentRequest
{
    /// <summary>The name within the provider.</summary>
    public required string Name { get; init; }

    /// <summary>Its address; the provider's by default.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Its key; the provider's by default. It is sealed and never shown again.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Its share of calls among its siblings; 0 rests it.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The models it serves, each with the account's own name for it; none: all models.</summary>
    public Dictionary<string, string>? Models { get; init; }
}

/// <summary>PATCH /api/providers/{name}/deployments/{deployment}.</summary>
internal sealed record WeighDeploymentRequest(int Weight);

/// <summary>POST /api/providers/{name}/rotate.</summary>
/// <param name="ApiKey">The new key.</param>
/// <param name="Deployment">Which account's key; the provider's own by default.</param>
internal sealed record RotateProviderRequest(string ApiKey, string? Deployment = null);

/// <summary>POST /api/providers/{name}/test.</summary>
internal sealed record TestProviderRequest(string? Model = null);

/// <summary>The answer of a test.</summary>
internal sealed record TestProviderReply(bool Ok, IReadOnlyList<TestedDeployment> Deployments);

/// <summary>One account's part of it.</summary>
internal sealed record TestedDeployment(string Name, bool Ok, IReadOnlyList<TestedStep> Steps);

/// <summary>One step; ok is left out when it was not tried.</summary>
internal sealed record TestedStep(string Step, bool? Ok, string Message);
