namespace Tollgate.Pricing.Catalog;

/// <summary>The first line of a provider's file: what holds for all of its models.</summary>
internal sealed record ProviderSheet
{
    /// <summary>The provider's id.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Whether it makes the models it lists, so that their bare names mean this provider.</summary>
    public bool IsMaker { get; init; }

    /// <summary>Traits that a model does not state itself.</summary>
    public ModelTraits Traits { get; init; } = new();

    /// <summary>Rates that a price row does not state itself: fees per piece.</summary>
    public RateSheet Fees { get; init; } = new();

    /// <summary>What an unlisted model costs when the provider says so itself (a local server: nothing); null otherwise.</summary>
    public RateSheet? Unlisted { get; init; }

    /// <summary>Where the prices are published.</summary>
    public string Source { get; init; } = "";

    /// <summary>When that was read.</summary>
    public DateOnly? SourceDate { get; init; }
}
