namespace Tollgate.Callers.Organizations;

/// <summary>The body that makes a user or an agent.</summary>
internal sealed record PrincipalRequest
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its team, by name or id; `default` when not given.</summary>
    public string? Team { get; init; }
}
