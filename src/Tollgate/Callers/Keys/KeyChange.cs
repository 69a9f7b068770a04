namespace Tollgate.Callers.Keys;

/// <summary>What shall change about a key; null leaves a field as it is.</summary>
internal sealed record KeyChange
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>Another team, by name or id.</summary>
    public string? Team { get; init; }

    /// <summary>Other models.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Other surfaces.</summary>
    public IReadOnlyList<string>? Routes { get; init; }

    /// <summary>Other pinned tags.</summary>
    public IReadOnlyDictionary<string, string>? PinnedTags { get; init; }

    /// <summary>Whether <see cref="PinnedAgent"/> replaces the old one; it may be null then.</summary>
    public bool SetsPinnedAgent { get; init; }

    /// <summary>The agent to pin.</summary>
    public string? PinnedAgent { get; init; }

    /// <summary>Whether <see cref="ExpiresAt"/> replaces the old one; it may be null then.</summary>
    public bool SetsExpiry { get; init; }

    /// <summary>The new end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Switches off or on.</summary>
    public bool? IsDisabled { get; init; }
}
