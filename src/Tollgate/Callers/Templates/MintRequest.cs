using System.Text.Json;
using Tollgate.Callers.Keys;

namespace Tollgate.Callers.Templates;

/// <summary>The body of POST /api/me/keys: a key within a template. Everything but the two names may only narrow what the template gives.</summary>
internal sealed record MintRequest
{
    /// <summary>The key's name.</summary>
    public required string Name { get; init; }

    /// <summary>The template's name.</summary>
    public required string Template { get; init; }

    /// <summary>Patterns of models.</summary>
    public string[]? Models { get; init; }

    /// <summary>Surfaces.</summary>
    public string[]? Routes { get; init; }

    /// <summary>Further tags on all its calls.</summary>
    public Dictionary<string, string>? PinnedTags { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Budgets of the key's own, beside those of the template.</summary>
    public JsonElement Budgets { get; init; }

    /// <summary>Limits of the key's own.</summary>
    public JsonElement Limits { get; init; }

    /// <summary>What hangs on the key, as for a key that an administrator makes.</summary>
    public KeyRequest ToKeyRequest() => new() { Name = Name, Budgets = Budgets, Limits = Limits };
}
