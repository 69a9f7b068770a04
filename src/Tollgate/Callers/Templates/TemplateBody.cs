using System.Text.Json;

namespace Tollgate.Callers.Templates;

/// <summary>The body of POST and PATCH /api/key-templates; what is left out takes its default, or stays as it is.</summary>
internal sealed record TemplateBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>The team, by name or id; default when left out. A template stays with its team.</summary>
    public string? Team { get; init; }

    /// <summary>Patterns of models.</summary>
    public string[]? Models { get; init; }

    /// <summary>Surfaces.</summary>
    public string[]? Routes { get; init; }

    /// <summary>Tags on all calls.</summary>
    public Dictionary<string, string>? PinnedTags { get; init; }

    /// <summary>Which members: user (the default), agent or any.</summary>
    public TemplateHolders? Holders { get; init; }

    /// <summary>The most live keys of one member; one when left out.</summary>
    public int? KeysPerMember { get; init; }

    /// <summary>The longest life of a key: 15m, 24h, 30d; `none` for no end.</summary>
    public string? Lifetime { get; init; }

    /// <summary>Budgets that all its keys count in; for each member one window unless `each` says otherwise.</summary>
    public JsonElement Budgets { get; init; }

    /// <summary>Limits, in the same way.</summary>
    public JsonElement Limits { get; init; }
}
