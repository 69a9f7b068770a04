namespace Tollgate.Pricing.Admin;

/// <summary>A model of the catalogue over the admin API.</summary>
internal sealed record ModelReply
{
    /// <summary>The provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The model's name.</summary>
    public required string Id { get; init; }

    /// <summary>The provider's name for it, where it differs.</summary>
    public string? UpstreamModel { get; init; }

    /// <summary>Its other names.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>chat, embedding, rerank, …</summary>
    public required string Mode { get; init; }

    /// <summary>Largest input in tokens.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>Largest output in tokens.</summary>
    public long? MaxOutput { get; init; }

    /// <summary>What it can do.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>When the provider switches it off.</summary>
    public DateOnly? Deprecation { get; init; }

    /// <summary>The price in force.</summary>
    public required PriceReply Prices { get; init; }

    /// <summary>First instant of the price.</summary>
    public DateTimeOffset? EffectiveFrom { get; init; }

    /// <summary>The instant after the last one.</summary>
    public DateTimeOffset? EffectiveTo { get; init; }

    /// <summary>Where the price is published, or who set it.</summary>
    public required string Source { get; init; }

    /// <summary>When the source was read.</summary>
    public DateOnly? SourceDate { get; init; }

    /// <summary>catalog, file or database.</summary>
    public required string Origin { get; init; }

    /// <summary>What ledger lines priced so will name.</summary>
    public required string CatalogVersion { get; init; }

    /// <summary>assumed_price or unpriced; empty when the price is listed.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Shows a model.</summary>
    public static ModelReply Of(PricedModel model, PriceOrigin origin) => new()
    {
        Provider = model.Provider,
        Id = model.Model,
        UpstreamModel = model.UpstreamModel == model.Model ? null : model.UpstreamModel,
        Aliases = model.Aliases,
        Mode = model.Traits.Mode,
        ContextWindow = Positive(model.Traits.ContextWindow),
        MaxOutput = Positive(model.Traits.MaxOutput),
        Capabilities = model.Traits.Capabilities,
        Deprecation = model.Traits.Deprecation,
        Prices = PriceReply.Of(model.Price),
        EffectiveFrom = model.Price.From == DateTimeOffset.MinValue ? null : model.Price.From,
        EffectiveTo = model.Price.To == DateTimeOffset.MaxValue ? null : model.Price.To,
        Source = model.Price.Source,
        SourceDate = model.Price.SourceDate,
        Origin = Name(origin),
        CatalogVersion = model.CatalogVersion,
        Flags = Tollgate.Core.WireNames.Wire(model.Flags),
    };

    private static string Name(PriceOrigin origin) => origin switch
    {
        PriceOrigin.File => "file",
        PriceOrigin.Database => "database",
        _ => "catalog",
    };

    private static long? Positive(long number) => number > 0 ? number : null;
}
