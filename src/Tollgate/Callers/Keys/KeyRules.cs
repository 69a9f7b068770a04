using Tollgate.Api;
using Tollgate.Callers.Attributions;
using Tollgate.Core;

namespace Tollgate.Callers.Keys;

/// <summary>What a key may look like.</summary>
internal static class KeyRules
{
    private const int MostPatterns = 100;

    /// <summary>404.</summary>
    public static Refusal NotFound { get; } = new(RefusalCode.NotFound, "There is no such key.");

    /// <summary>409 for a name that a live key has.</summary>
    public static Refusal NameTaken(string name) => new(RefusalCode.Conflict, $"There is already a key '{name}'.") { Parameter = "name" };

    /// <summary>Refuses what a new key cannot be.</summary>
    public static Refusal? Check(NewKey wanted, TimeProvider time)
    {
        if (Names.Check("name", wanted.Name) is { } wrongName)
        {
            return wrongName;
        }

        if (wanted.Role == KeyRole.Operator)
        {
            return ApiReply.Invalid("role", "'role' takes caller, viewer or admin; the operator's key is reset with `tollgate admin-key reset`.");
        }

        return Rights(wanted.Models, wanted.Routes) ?? Pins(wanted.PinnedAgent, wanted.PinnedTags) ?? Expiry(wanted.ExpiresAt, time);
    }

    /// <summary>Refuses what a key cannot become.</summary>
    public static Refusal? Check(KeyChange change, TimeProvider time)
    {
        if (change.Name is not null && Names.Check("name", change.Name) is { } wrongName)
        {
            return wrongName;
        }

        return Rights(change.Models ?? [], change.Routes ?? [])
            ?? Pins(change.PinnedAgent, change.PinnedTags ?? new Dictionary<string, string>())
            ?? Expiry(change.ExpiresAt, time);
    }

    /// <summary>Refuses rights and tags that neither a key nor a template can have.</summary>
    public static Refusal? Check(IReadOnlyList<string> models, IReadOnlyList<string> routes, IReadOnlyDictionary<string, string> tags) =>
        Rights(models, routes) ?? Pins(null, tags);

    /// <summary>The key after a change, but for its team.</summary>
    public static ApiKey Apply(ApiKey key, KeyChange change) => key with
    {
        Name = change.Name ?? key.Name,
        Models = change.Models ?? key.Models,
        Routes = change.Routes ?? key.Routes,
        PinnedTags = change.PinnedTags ?? key.PinnedTags,
        PinnedAgent = change.SetsPinnedAgent ? change.PinnedAgent : key.PinnedAgent,
        ExpiresAt = change.SetsExpiry ? change.ExpiresAt : key.ExpiresAt,
        IsDisabled = change.IsDisabled ?? key.IsDisabled,
    };

    private static Refusal? Rights(IReadOnlyList<string> models, IReadOnlyList<string> routes)
    {
        if (models.Count > MostPatterns || models.Any(pattern => string.IsNullOrWhiteSpace(pattern) || pattern.Length > ModelPattern.MaxLength))
        {
            return ApiReply.Invalid("models", $"'models' takes at most {MostPatterns} names or patterns such as 'claude-*' of at most {ModelPattern.MaxLength} characters.");
        }

        return routes.FirstOrDefault(route => !RouteRights.IsKnown(route)) is { } unknown
            ? ApiReply.Invalid("routes", $"'{unknown}' is no route; routes are: {string.Join(", ", RouteRights.Names)}.")
            : null;
    }

    private static Refusal? Pins(string? agent, IReadOnlyDictionary<string, string> tags)
    {
        if (agent is not null && Names.Check("pinned_agent", agent) is { } wrongAgent)
        {
            return wrongAgent;
        }

        return tags.Count > Tags.Most || tags.Any(tag => !Tags.IsAllowed(tag.Key, tag.Value))
            ? ApiReply.Invalid("pinned_tags", $"'pinned_tags' takes at most {Tags.Most} tags of at most {Tags.MaxLength} bytes out of letters, digits and {Tags.Marks}")
            : null;
    }

    private static Refusal? Expiry(DateTimeOffset? at, TimeProvider time) =>
        at <= time.GetUtcNow() ? ApiReply.Invalid("expires_at", "'expires_at' takes a time in the future.") : null;
}
