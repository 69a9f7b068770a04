using Tollgate.Core;

namespace Tollgate.Pricing.Admin;

/// <summary>Which models would do a piece of work for the least money.</summary>
internal sealed class CheapestModels(PriceBook book, DateTimeOffset at)
{
    /// <summary>The cheapest first; models without a listed price, without a cost, or switched off are left out.</summary>
    public IReadOnlyList<CheapestReply> Of(CheapestAsk ask)
    {
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        return
        [
            .. book.List.Providers
                .Where(provider => ask.Provider is null || provider.Id == ask.Provider)
                .SelectMany(provider => provider.Models)
                .Select(model => book.At(model, at))
                .Where(model => model.IsPriced && Suits(model.Traits, ask) && !(model.Traits.Deprecation <= today))
                .Select(model => (model, priced: PriceFunction.Price(model.Price, model.WithFixedUnits(ask.Usage), default)))
                .Where(pair => pair.priced.Cost > Money.Zero && (pair.priced.Flags & (LineFlags.Unpriced | LineFlags.AssumedPrice)) == 0)
                .OrderBy(pair => pair.priced.Cost).ThenBy(pair => pair.model.Provider, StringComparer.Ordinal).ThenBy(pair => pair.model.Model, StringComparer.Ordinal)
                .Take(ask.Limit)
                .Select(pair => new CheapestReply(
                    pair.model.Provider, pair.model.Model, pair.priced.Cost, pair.model.Traits.ContextWindow, pair.model.Traits.Capabilities, PriceReply.Of(pair.model.Price))),
        ];
    }

    private static bool Suits(ModelTraits traits, CheapestAsk ask) =>
        traits.Mode == ask.Mode
        && (ask.Context == 0 || traits.ContextWindow >= ask.Context)
        && (traits.MaxOutput == 0 || traits.MaxOutput >= ask.Usage[Unit.Output])
        && (traits.ContextWindow == 0 || traits.ContextWindow >= ask.Usage.TotalInput)
        && ask.Capabilities.All(capability => traits.Capabilities.Contains(capability));
}
