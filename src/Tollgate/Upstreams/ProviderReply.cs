namespace Tollgate.Upstreams;

/// <summary>A provider as lists show it. The key is not in here, only the end of it.</summary>
internal sealed record ProviderReply
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The catalogue entry it follows.</summary>
    public required string Kind { get; init; }

    /// <summary>The name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether calls can go to it.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Why not.</summary>
    public string? DisabledReason { get; init; }

    /// <summary>environment, database or file.</summary>
    public required string Origin { get; init; }

    /// <summary>The line of tollgate.yaml.</summary>
    public int? Line { get; init; }

    /// <summary>"file", "database", or the name of an environment variable.</summary>
    public string? KeySource { get; init; }

    /// <summary>gateway or client.</summary>
    public required string Credentials { get; init; }

    /// <summary>What it serves.</summary>
    public required IReadOnlyList<string> Surfaces { get; init; }

    /// <summary>Its accounts.</summary>
    public required IReadOnlyList<DeploymentReply> Deployments { get; init; }
}
