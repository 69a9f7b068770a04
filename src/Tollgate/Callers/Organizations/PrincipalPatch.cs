using System.Text.Json.Serialization;

namespace Tollgate.Callers.Organizations;

/// <summary>What shall change about a user or an agent.</summary>
internal sealed record PrincipalPatch
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>Another team, by name or id.</summary>
    public string? Team { get; init; }

    /// <summary>Switches all its keys off or on.</summary>
    [JsonPropertyName("disabled")]
    public bool? IsDisabled { get; init; }
}
