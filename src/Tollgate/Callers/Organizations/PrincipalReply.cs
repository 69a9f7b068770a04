using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Callers.Organizations;

/// <summary>A user or an agent in JSON.</summary>
internal sealed record PrincipalReply(Guid Id, string Kind, string Name, string Team, Guid TeamId, [property: JsonPropertyName("disabled")] bool IsDisabled, DateTimeOffset CreatedAt)
{
    /// <summary>The JSON form of a principal.</summary>
    public static PrincipalReply Of(Principal principal) =>
        new(principal.Id, KeyWords.Write(principal.Kind), principal.Name, principal.Team, principal.TeamId, principal.IsDisabled, principal.CreatedAt);

    /// <summary>The JSON text, for the audit log.</summary>
    public static string Write(Principal principal) => JsonSerializer.Serialize(Of(principal), CallersJson.Default.PrincipalReply);
}
