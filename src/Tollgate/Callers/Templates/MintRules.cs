using Tollgate.Callers.Keys;
using Tollgate.Core;

namespace Tollgate.Callers.Templates;

/// <summary>
/// What a key may be that a member makes: never more than the template, and never more than the key it is made with. A key made
/// within a template makes no further keys.
/// </summary>
internal static class MintRules
{
    /// <summary>Refuses whoever may not make a key within the template.</summary>
    public static Refusal? CheckHolder(KeyTemplate template, ApiKey parent, DateTimeOffset now)
    {
        if (parent.TemplateId is not null)
        {
            return Beyond($"The key '{parent.Name}' was made within a template, and makes no keys.", "Sign in with a key that an administrator made.");
        }

        if (parent.RevokedAt is not null || parent.IsDisabled || parent.ExpiresAt <= now || parent.Role is not (KeyRole.Caller or KeyRole.Admin))
        {
            return Beyond($"The key '{parent.Name}' calls no models, and makes no keys.", null);
        }

        var isMeant = template.Holders == TemplateHolders.Any || template.Holders == TemplateHolders.User == (parent.PrincipalKind == PrincipalKind.User);
        return isMeant ? null : Beyond($"The template '{template.Name}' is for {TemplateWords.Write(template.Holders)}s, and '{parent.PrincipalName}' is none.", null);
    }

    /// <summary>Refuses one key too many.</summary>
    public static Refusal? CheckCount(KeyTemplate template) => template.LiveKeys < template.KeysPerMember
        ? null
        : Beyond($"A member has at most {template.KeysPerMember} keys within '{template.Name}'.", "Revoke one: `tollgate keys discard NAME`.");

    /// <summary>The key that a member gets.</summary>
    public static Outcome<NewKey> Fit(KeyTemplate template, ApiKey parent, MintRequest request, DateTimeOffset now)
    {
        var models = Narrowed("models", request.Models, template.Models, parent.Models, ModelPattern.Covers);
        var routes = Narrowed("routes", request.Routes, template.Routes, parent.Routes, static (wide, narrow) => wide == narrow);
        var ends = Earlier(template.Lifetime is { } life ? now + life : null, parent.ExpiresAt);
        if ((models.Refusal ?? routes.Refusal) is { } beyond)
        {
            return beyond;
        }

        if (request.ExpiresAt > ends)
        {
            return Beyond($"A key within '{template.Name}' ends by {ends:u}.", null, "expires_at");
        }

        var tags = Tags(template, parent, request);
        return tags.IsRefused ? tags.Refusal : new NewKey(request.Name)
        {
            Principal = parent.PrincipalId.ToString(),
            Team = template.TeamId.ToString(),
            Template = template.Id,
            Models = models.Value!,
            Routes = routes.Value!,
            PinnedAgent = parent.PinnedAgent,
            PinnedTags = tags.Value!,
            ExpiresAt = request.ExpiresAt ?? ends,
        };
    }

    /// <summary>403 with what would be beyond the template.</summary>
    public static Refusal Beyond(string message, string? help, string? parameter = null) =>
        new(RefusalCode.TemplateExceeded, message) { Help = help, Parameter = parameter };

    /// <summary>What is asked for where both allow it; else what the key it is made with may do. The template counts at every call besides.</summary>
    private static Outcome<IReadOnlyList<string>> Narrowed(
        string field, string[]? asked, IReadOnlyList<string> template, IReadOnlyList<string> parent, Func<string, string, bool> covers)
    {
        foreach (var item in asked ?? [])
        {
            foreach (var allowed in (IReadOnlyList<string>[])[template, parent])
            {
                if (allowed.Count > 0 && !allowed.Any(wide => covers(wide, item)))
                {
                    return Beyond($"'{item}' is not within: {string.Join(", ", allowed)}.", null, field);
                }
            }
        }

        return asked is { Length: > 0 } ? asked : new List<string>(parent);
    }

    private static Outcome<Dictionary<string, string>> Tags(KeyTemplate template, ApiKey parent, MintRequest request)
    {
        var tags = new Dictionary<string, string>(parent.PinnedTags, StringComparer.Ordinal);
        foreach (var (name, value) in template.PinnedTags)
        {
            tags.TryAdd(name, value);
        }

        foreach (var (name, value) in request.PinnedTags ?? [])
        {
            if (!tags.TryAdd(name, value) && tags[name] != value)
            {
                return Beyond($"The tag '{name}' is '{tags[name]}'.", null, "pinned_tags");
            }
        }

        return tags;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? one ?? other : (one < other ? one : other);
}
