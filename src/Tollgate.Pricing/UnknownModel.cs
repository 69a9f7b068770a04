using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>A model of a provider that the catalogue does not know: it can be called, but has no price until someone sets one.</summary>
internal static class UnknownModel
{
    /// <summary>Such a model, flagged as unpriced.</summary>
    public static PricedModel Of(string provider, string model) => new()
    {
        Provider = provider,
        Model = model,
        UpstreamModel = model,
        Traits = new ModelTraits { EnforcesContext = false },
        Price = PriceRow.None,
        Flags = LineFlags.Unpriced,
        CatalogVersion = "none",
    };
}
