using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tollgate.Callers.Keys;

/// <summary>A key in JSON; `key` is there only in the answer that made it.</summary>
internal sealed record KeyReply
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the holder sends; shown once.</summary>
    public string? Key { get; init; }

    /// <summary>The beginning of the key, to recognise it by.</summary>
    public required string Label { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>caller, viewer or admin.</summary>
    public required string Role { get; init; }

    /// <summary>active, disabled, expired or revoked.</summary>
    public string? Status { get; init; }

    /// <summary>The holder's name.</summary>
    public required string Principal { get; init; }

    /// <summary>The holder.</summary>
    public required Guid PrincipalId { get; init; }

    /// <summary>user or agent.</summary>
    public required string PrincipalKind { get; init; }

    /// <summary>The team's name.</summary>
    public required string Team { get; init; }

    /// <summary>The team.</summary>
    public required Guid TeamId { get; init; }

    /// <summary>Patterns of allowed models; empty allows all.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Allowed surfaces; empty allows all.</summary>
    public required IReadOnlyList<string> Routes { get; init; }

    /// <summary>The agent of all its calls.</summary>
    public string? PinnedAgent { get; init; }

    /// <summary>Tags on all its calls.</summary>
    public required IReadOnlyDictionary<string, string> PinnedTags { get; init; }

    /// <summary>The template that a member made it within.</summary>
    public string? Template { get; init; }

    /// <summary>Whether it is switched off.</summary>
    [JsonPropertyName("disabled")]
    public required bool IsDisabled { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Until when the former secret still works.</summary>
    public DateTimeOffset? FormerSecretEndsAt { get; init; }

    /// <summary>The JSON form of a key.</summary>
    public static KeyReply Of(ApiKey key, DateTimeOffset? now = null, string? secret = null) => new()
    {
        Id = key.Id,
        Key = secret,
        Label = key.Label,
        Name = key.Name,
        Role = KeyWords.Write(key.Role),
        Status = now is null ? null : StatusOf(key, now.Value),
        Principal = key.PrincipalName,
        PrincipalId = key.PrincipalId,
        PrincipalKind = KeyWords.Write(key.PrincipalKind),
        Team = key.TeamName,
        TeamId = key.TeamId,
        Models = key.Models,
        Routes = key.Routes,
        PinnedAgent = key.PinnedAgent,
        PinnedTags = key.PinnedTags,
        Template = key.TemplateName,
        IsDisabled = key.IsDisabled,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
        LastUsedAt = key.LastUsedAt,
        FormerSecretEndsAt = key.FormerSecretEndsAt,
    };

    /// <summary>The JSON text, for the audit log.</summary>
    public static string Write(ApiKey key) => JsonSerializer.Serialize(Of(key), CallersJson.Default.KeyReply);

    private static string StatusOf(ApiKey key, DateTimeOffset now)
    {
        if (key.RevokedAt is not null)
        {
            return "revoked";
        }

        if (key.ExpiresAt <= now)
        {
            return "expired";
        }

        return key.IsDisabled ? "disabled" : "active";
    }
}
