namespace Tollgate.Callers.Keys;

/// <summary>A key as it is administered; its secret is not in here.</summary>
internal sealed record ApiKey
{
    /// <summary>Its id; budgets and limits hang on it, through every rotation.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name, unique among the organization's live keys.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required KeyRole Role { get; init; }

    /// <summary>The team that its calls count for.</summary>
    public required Guid TeamId { get; init; }

    /// <summary>That team's name.</summary>
    public required string TeamName { get; init; }

    /// <summary>Who holds it.</summary>
    public required Guid PrincipalId { get; init; }

    /// <summary>The holder's name.</summary>
    public required string PrincipalName { get; init; }

    /// <summary>Whether a user or an agent.</summary>
    public required PrincipalKind PrincipalKind { get; init; }

    /// <summary>Patterns of allowed models; empty allows all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Allowed surfaces; empty allows all.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>The agent that all its calls are attributed to.</summary>
    public string? PinnedAgent { get; init; }

    /// <summary>Tags on all its calls.</summary>
    public IReadOnlyDictionary<string, string> PinnedTags { get; init; } = new Dictionary<string, string>();

    /// <summary>The template that a member made it within; null for a key that an administrator made.</summary>
    public Guid? TemplateId { get; init; }

    /// <summary>That template's name.</summary>
    public string? TemplateName { get; init; }

    /// <summary>Switched off, for now.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, for good.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The beginning of its newest secret, to recognise it by.</summary>
    public required string Label { get; init; }

    /// <summary>Until when the secret before the newest one still works.</summary>
    public DateTimeOffset? FormerSecretEndsAt { get; init; }
}
