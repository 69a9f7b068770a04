using Tollgate.Callers.SignIn;

namespace Tollgate.Callers.Keys;

/// <summary>What a key shall be. Names of teams and principals may also be ids.</summary>
/// <param name="Name">Its name.</param>
internal sealed record NewKey(string Name)
{
    /// <summary>What it is for; never <see cref="KeyRole.Operator"/>.</summary>
    public KeyRole Role { get; init; }

    /// <summary>Who holds it; when nobody of that name is known, an agent is made. By default the key's own name.</summary>
    public string? Principal { get; init; }

    /// <summary>Whether the holder is a user or an agent, when both have that name or nobody has.</summary>
    public PrincipalKind? PrincipalKind { get; init; }

    /// <summary>The team; by default the holder's.</summary>
    public string? Team { get; init; }

    /// <summary>Patterns of allowed models; empty allows all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Allowed surfaces; empty allows all.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>The agent that all its calls are attributed to; made when unknown.</summary>
    public string? PinnedAgent { get; init; }

    /// <summary>Tags on all its calls.</summary>
    public IReadOnlyDictionary<string, string> PinnedTags { get; init; } = new Dictionary<string, string>();

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The hash of a key that exists already, from another gateway; null makes a new secret.</summary>
    public KeyHash? Import { get; init; }

    /// <summary>The template that it is made within; null for a key that an administrator makes.</summary>
    public Guid? Template { get; init; }

    /// <summary>Made switched off: for a key that needs something else before it may work.</summary>
    public bool IsDisabled { get; init; }
}
