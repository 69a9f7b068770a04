using Tollgate.Core;

namespace Tollgate.Callers;

/// <summary>Who signed in, with everything that the line asks about a key. Immutable and shared between calls.</summary>
internal sealed record Caller
{
    /// <summary>The key; it stays the same when its secret is rotated.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>The key's name, unique in its organization.</summary>
    public required string KeyName { get; init; }

    /// <summary>What the key is for.</summary>
    public required KeyRole Role { get; init; }

    /// <summary>The organization: nothing of another one is visible to this caller.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>The organization's name.</summary>
    public required string OrganizationName { get; init; }

    /// <summary>The team that the key's calls count for.</summary>
    public required Guid TeamId { get; init; }

    /// <summary>The team's name.</summary>
    public required string TeamName { get; init; }

    /// <summary>The user or agent behind the key.</summary>
    public required Guid PrincipalId { get; init; }

    /// <summary>Its name.</summary>
    public required string PrincipalName { get; init; }

    /// <summary>Whether a user or an agent.</summary>
    public required PrincipalKind Kind { get; init; }

    /// <summary>Patterns of models that may be called; empty allows all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Names of surfaces that may be called; empty allows all.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>The template that a member made the key within; null for a key that an administrator made.</summary>
    public Guid? TemplateId { get; init; }

    /// <summary>Patterns of models that the template allows, beside the key's own; empty allows all.</summary>
    public IReadOnlyList<string> TemplateModels { get; init; } = [];

    /// <summary>When the key ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The agent that every call of this key is attributed to, whatever the client says.</summary>
    public string? PinnedAgent { get; init; }

    /// <summary>Tags that every call of this key carries, whatever the client says.</summary>
    public IReadOnlyDictionary<string, string> PinnedTags { get; init; } = EmptyTags;

    /// <summary>Tags that calls of the key's team must bear, from the key or from a header.</summary>
    public IReadOnlyList<string> RequiredTags { get; init; } = [];

    /// <summary>Whether a call without one of them is refused; else its lines are flagged.</summary>
    public bool RefusesUntagged { get; init; }

    /// <summary>The agents of the organization by name.</summary>
    public IReadOnlyDictionary<string, Guid> Agents { get; init; } = NoAgents;

    /// <summary>Whether the key is for model calls at all.</summary>
    public bool MayCall => Role is KeyRole.Caller or KeyRole.Admin;

    /// <summary>Surfaces as bits; all of them when the list is empty.</summary>
    internal ulong RouteBits { get; init; } = ulong.MaxValue;

    private static IReadOnlyDictionary<string, string> EmptyTags { get; } = new Dictionary<string, string>();

    private static IReadOnlyDictionary<string, Guid> NoAgents { get; } = new Dictionary<string, Guid>();

    /// <summary>Whether the key may call a model of a provider; asked again for the model that is really served.</summary>
    public bool AllowsModel(ReadOnlySpan<char> provider, ReadOnlySpan<char> model) => Allows(Models, provider, model) && Allows(TemplateModels, provider, model);

    /// <summary>What the key may call, for people.</summary>
    public string DescribeModels() => string.Join(", ", Models.Count == 0 ? TemplateModels : Models)
        + (Models.Count > 0 && TemplateModels.Count > 0 ? $", within {string.Join(", ", TemplateModels)}" : "");

    /// <summary>Whether the key may call a surface.</summary>
    public bool AllowsSurface(Surface surface) => (RouteBits & (1UL << (int)surface)) != 0;

    private static bool Allows(IReadOnlyList<string> patterns, ReadOnlySpan<char> provider, ReadOnlySpan<char> model)
    {
        if (patterns.Count == 0)
        {
            return true;
        }

        for (var i = 0; i < patterns.Count; i++)
        {
            if (ModelPattern.Matches(patterns[i], provider, model))
            {
                return true;
            }
        }

        return false;
    }
}
