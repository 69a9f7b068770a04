namespace Tollgate.Pricing;

/// <summary>A model whose name, provider or price the owner of this gateway has set.</summary>
internal sealed record OwnModel
{
    /// <summary>Its name here. Equal to <see cref="UpstreamModel"/>, it prices that model of the provider under all of its names.</summary>
    public required string Name { get; init; }

    /// <summary>The provider that serves it.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's name for it.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>Other names clients may use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The price; empty when the catalogue's holds.</summary>
    public RateSheet Price { get; init; } = new();

    /// <summary>Facts that the catalogue does not know or that differ here.</summary>
    public long? ContextWindow { get; init; }

    /// <inheritdoc cref="ContextWindow"/>
    public long? MaxOutput { get; init; }

    /// <inheritdoc cref="ContextWindow"/>
    public string? LimitField { get; init; }

    /// <summary>Who set it.</summary>
    public required PriceOrigin Origin { get; init; }

    /// <summary>When it was set; the beginning for the file.</summary>
    public DateTimeOffset SetAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Whether it stands for the provider's model of the same name.</summary>
    public bool IsOverride => Name == UpstreamModel;
}
