using System.Text.Json.Serialization;

namespace Tollgate.Callers.Organizations;

/// <summary>What shall change about an organization.</summary>
internal sealed record OrganizationPatch
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>Switches all its keys off or on.</summary>
    [JsonPropertyName("disabled")]
    public bool? IsDisabled { get; init; }
}
