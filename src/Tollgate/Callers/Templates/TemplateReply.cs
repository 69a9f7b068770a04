namespace Tollgate.Callers.Templates;

/// <summary>A template in JSON.</summary>
internal sealed record TemplateReply
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The team's name.</summary>
    public required string Team { get; init; }

    /// <summary>The team.</summary>
    public required Guid TeamId { get; init; }

    /// <summary>Patterns of models; empty allows all.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Surfaces; empty allows all.</summary>
    public required IReadOnlyList<string> Routes { get; init; }

    /// <summary>Tags on all calls.</summary>
    public required IReadOnlyDictionary<string, string> PinnedTags { get; init; }

    /// <summary>user, agent or any.</summary>
    public required TemplateHolders Holders { get; init; }

    /// <summary>The most live keys of one member.</summary>
    public required int KeysPerMember { get; init; }

    /// <summary>The longest life of a key in seconds; absent for no end.</summary>
    public long? LifetimeSeconds { get; init; }

    /// <summary>Live keys made within it; to a member, the own ones.</summary>
    public required int LiveKeys { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The JSON form of a template.</summary>
    public static TemplateReply Of(KeyTemplate template) => new()
    {
        Id = template.Id,
        Name = template.Name,
        Team = template.TeamName,
        TeamId = template.TeamId,
        Models = template.Models,
        Routes = template.Routes,
        PinnedTags = template.PinnedTags,
        Holders = template.Holders,
        KeysPerMember = template.KeysPerMember,
        LifetimeSeconds = (long?)template.Lifetime?.TotalSeconds,
        LiveKeys = template.LiveKeys,
        CreatedAt = template.CreatedAt,
    };
}
