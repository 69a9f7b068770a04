namespace Tollgate.Callers.Templates;

/// <summary>What the members of a team may make keys within.</summary>
internal sealed record KeyTemplate
{
    /// <summary>Its id; budgets and limits of the scope `template` hang on it.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name, unique in the organization.</summary>
    public required string Name { get; init; }

    /// <summary>The team whose members use it.</summary>
    public required Guid TeamId { get; init; }

    /// <summary>That team's name.</summary>
    public required string TeamName { get; init; }

    /// <summary>Patterns of models; empty allows all. They count for every key made within the template, whatever the key itself says.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Surfaces, in the same way.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>Tags on all calls of all keys made within it.</summary>
    public IReadOnlyDictionary<string, string> PinnedTags { get; init; } = new Dictionary<string, string>();

    /// <summary>Which members make keys within it.</summary>
    public TemplateHolders Holders { get; init; }

    /// <summary>The most live keys of one member.</summary>
    public required int KeysPerMember { get; init; }

    /// <summary>The longest life of a key; null for no end.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Live keys that were made within it.</summary>
    public int LiveKeys { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
