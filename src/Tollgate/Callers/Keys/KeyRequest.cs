using System.Text.Json;
using Tollgate.Api;
using Tollgate.Callers.SignIn;
using Tollgate.Core;

namespace Tollgate.Callers.Keys;

/// <summary>The body of POST /api/keys. What hangs on a key but is not its own (budgets, limits) is read by its owners.</summary>
internal sealed record KeyRequest
{
    /// <summary>The key's name; enough by itself.</summary>
    public required string Name { get; init; }

    /// <summary>caller (the default), viewer or admin.</summary>
    public string? Role { get; init; }

    /// <summary>The holder, by name or id.</summary>
    public string? Principal { get; init; }

    /// <summary>user or agent.</summary>
    public string? PrincipalKind { get; init; }

    /// <summary>The team, by name or id.</summary>
    public string? Team { get; init; }

    /// <summary>Patterns of allowed models.</summary>
    public string[]? Models { get; init; }

    /// <summary>Allowed surfaces.</summary>
    public string[]? Routes { get; init; }

    /// <summary>The agent of all its calls.</summary>
    public string? PinnedAgent { get; init; }

    /// <summary>Tags on all its calls.</summary>
    public Dictionary<string, string>? PinnedTags { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>SHA-256 of a key that exists already, in hexadecimal.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Budgets to attach.</summary>
    public JsonElement Budgets { get; init; }

    /// <summary>Limits to attach.</summary>
    public JsonElement Limits { get; init; }

    /// <summary>The key that is wanted.</summary>
    public Outcome<NewKey> ToNewKey()
    {
        if (Role is not (null or "caller" or "viewer" or "admin"))
        {
            return ApiReply.Invalid("role", "'role' takes caller, viewer or admin.");
        }

        if (PrincipalKind is not (null or "user" or "agent"))
        {
            return ApiReply.Invalid("principal_kind", "'principal_kind' takes user or agent.");
        }

        var import = default(KeyHash);
        if (Sha256 is not null && !KeyHash.TryParse(Sha256, out import))
        {
            return ApiReply.Invalid("sha256", "'sha256' takes the 64 hexadecimal digits of the key's SHA-256.");
        }

        return new NewKey(Name)
        {
            Role = KeyWords.ReadRole(Role ?? ""),
            Principal = Principal,
            PrincipalKind = PrincipalKind is null ? null : KeyWords.ReadKind(PrincipalKind),
            Team = Team,
            Models = Models ?? [],
            Routes = Routes ?? [],
            PinnedAgent = PinnedAgent,
            PinnedTags = PinnedTags ?? [],
            ExpiresAt = ExpiresAt,
            Import = Sha256 is null ? null : import,
        };
    }
}
