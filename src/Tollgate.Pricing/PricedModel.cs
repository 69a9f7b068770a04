using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>A model as one provider offers it, with the price that holds at one time.</summary>
internal sealed record PricedModel
{
    /// <summary>The provider's id in the catalogue, or the name of an own provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The name it is known by here: the catalogue's id, or an own entry's name.</summary>
    public required string Model { get; init; }

    /// <summary>The name the provider knows it by.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>What bounds its cost.</summary>
    public required ModelTraits Traits { get; init; }

    /// <summary>What it costs.</summary>
    public required PriceRow Price { get; init; }

    /// <summary><see cref="LineFlags.AssumedPrice"/>, <see cref="LineFlags.Unpriced"/> or nothing.</summary>
    public LineFlags Flags { get; init; }

    /// <summary>Which prices these are: written to each ledger line.</summary>
    public required string CatalogVersion { get; init; }

    /// <summary>The other names of the model.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Whether a price is known.</summary>
    public bool IsPriced => (Flags & LineFlags.Unpriced) == 0;

    /// <summary>Adds what every answered request uses besides tokens, which providers do not report: its flat fee, the searches it always makes.</summary>
    public TokenUsage WithFixedUnits(in TokenUsage usage)
    {
        var all = usage;
        if (Price.Standard.Base.Knows(Unit.Request) && all[Unit.Request] == 0)
        {
            all[Unit.Request] = 1;
        }

        all[Unit.WebSearch] = Math.Max(all[Unit.WebSearch], Traits.BuiltInSearches);
        return all;
    }
}
