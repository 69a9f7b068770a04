using System.Text.Json.Serialization;

namespace Tollgate.Callers.Organizations;

/// <summary>An organization in JSON.</summary>
internal sealed record OrganizationReply(Guid Id, string Name, [property: JsonPropertyName("disabled")] bool IsDisabled, DateTimeOffset CreatedAt)
{
    /// <summary>The JSON form of an organization.</summary>
    public static OrganizationReply Of(Organization organization) => new(organization.Id, organization.Name, organization.IsDisabled, organization.CreatedAt);
}
