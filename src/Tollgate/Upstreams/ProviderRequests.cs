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

/// <summary>POST /api/providers/{name}/rotate.</summary>
internal sealed record RotateProviderRequest(string ApiKey);

/// <summary>POST /api/providers/{name}/test.</summary>
internal sealed record TestProviderRequest(string? Model = null);

/// <summary>The answer of a test.</summary>
internal sealed record TestProviderReply(bool Ok, IReadOnlyList<TestedDeployment> Deployments);

/// <summary>One account's part of it.</summary>
internal sealed record TestedDeployment(string Name, bool Ok, IReadOnlyList<TestedStep> Steps);

/// <summary>One step; ok is left out when it was not tried.</summary>
internal sealed record TestedStep(string Step, bool? Ok, string Message);
