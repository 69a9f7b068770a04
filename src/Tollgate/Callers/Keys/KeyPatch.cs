using System.Text.Json;
using System.Text.Json.Serialization;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Callers.Keys;

/// <summary>The body of PATCH /api/keys/{id}. A field that is absent stays; `null` clears `expires_at` and `pinned_agent`.</summary>
internal sealed record KeyPatch
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>Another team, by name or id.</summary>
    public string? Team { get; init; }

    /// <summary>Other models.</summary>
    public string[]? Models { get; init; }

    /// <summary>Other surfaces.</summary>
    public string[]? Routes { get; init; }

    /// <summary>Other pinned tags.</summary>
    public Dictionary<string, string>? PinnedTags { get; init; }

    /// <summary>Another pinned agent, or null for none.</summary>
    public JsonElement PinnedAgent { get; init; }

    /// <summary>Another end, or null for none.</summary>
    public JsonElement ExpiresAt { get; init; }

    /// <summary>Switches the key off or on.</summary>
    [JsonPropertyName("disabled")]
    public bool? IsDisabled { get; init; }

    /// <summary>The change that is wanted.</summary>
    public Outcome<KeyChange> ToChange()
    {
        DateTimeOffset? expiresAt = null;
        if (ExpiresAt.ValueKind == JsonValueKind.String && ExpiresAt.TryGetDateTimeOffset(out var time))
        {
            expiresAt = time;
        }
        else if (ExpiresAt.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            return ApiReply.Invalid("expires_at", "'expires_at' takes a time as in RFC 3339, or null.");
        }

        if (PinnedAgent.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String))
        {
            return ApiReply.Invalid("pinned_agent", "'pinned_agent' takes a name, or null.");
        }

        return new KeyChange
        {
            Name = Name,
            Team = Team,
            Models = Models,
            Routes = Routes,
            PinnedTags = PinnedTags,
            SetsPinnedAgent = PinnedAgent.ValueKind != JsonValueKind.Undefined,
            PinnedAgent = PinnedAgent.ValueKind == JsonValueKind.String ? PinnedAgent.GetString() : null,
            SetsExpiry = ExpiresAt.ValueKind != JsonValueKind.Undefined,
            ExpiresAt = expiresAt,
            IsDisabled = IsDisabled,
        };
    }
}
