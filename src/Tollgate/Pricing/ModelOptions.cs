namespace Tollgate.Pricing;

/// <summary>An own model of tollgate.yaml, `models: NAME:` — its provider, its names and its price.</summary>
internal sealed record ModelOptions
{
    /// <summary>The provider that serves it.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The provider's name for it; the entry's own name by default.</summary>
    public string? UpstreamModel { get; init; }

    /// <summary>Other names clients may use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Dollars per million tokens by unit, as decimal text: input, cache_read, cache_write_5m, output, …</summary>
    public IReadOnlyDictionary<string, string> PricePerMillion { get; init; } = new Dictionary<string, string>();

    /// <summary>Dollars per piece by unit, as decimal text: web_search, request, image, …</summary>
    public IReadOnlyDictionary<string, string> PricePerUnit { get; init; } = new Dictionary<string, string>();

    /// <summary>Largest input in tokens, where the catalogue does not know it.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>Largest output in tokens, where the catalogue does not know it.</summary>
    public long? MaxOutput { get; init; }

    /// <summary>The field of Chat Completions that carries the output limit: max_tokens or max_completion_tokens.</summary>
    public string? LimitField { get; init; }
}
