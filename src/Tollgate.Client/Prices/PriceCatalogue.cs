using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Client.Prices;

/// <summary>
/// What models cost: the gateway's own catalogue and pricing function, in this process. It holds list prices; what an operator set over the
/// gateway's API, and discounts that were agreed with a provider, are known to the gateway alone. Immutable; safe for use by several threads.
/// </summary>
public sealed class PriceCatalogue
{
    private static readonly Lazy<PriceCatalogue> Shared = new(() => new PriceCatalogue([]));
    private static readonly Lazy<PriceList> List = new(PriceList.ReadBuiltIn);

    private readonly PriceBook _book;

    /// <summary>The built-in catalogue with prices of your own before it.</summary>
    /// <param name="own">Your own prices; of two with one name the first holds.</param>
    /// <exception cref="ArgumentException">A price cannot be used; the message says which.</exception>
    public PriceCatalogue(IEnumerable<ModelPrice> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        _book = new PriceBook(List.Value, own.Select(price => price.ToOwnModel()).ToList(), []);
    }

    /// <summary>The built-in catalogue.</summary>
    public static PriceCatalogue BuiltIn => Shared.Value;

    /// <summary>The version of the built-in catalogue, for example "2026-11-21.1".</summary>
    public static string Version => PriceList.BuiltInVersion.ToString();

    /// <summary>Whether a name means exactly one model with a price of its own.</summary>
    public bool Knows(string model, DateTimeOffset at) =>
        _book.Resolve(model, null, at) is { IsRefused: false, Value.Flags: LineFlags.None };

    /// <summary>What a call costs.</summary>
    /// <param name="model">A model's name or declared alias, or PROVIDER/MODEL; never a part of a name.</param>
    /// <param name="usage">What the provider reported, in disjoint buckets.</param>
    /// <param name="at">When the call was sent: prices are dated.</param>
    /// <param name="terms">How it was served.</param>
    /// <exception cref="PriceUnknownException">The model has no price.</exception>
    /// <exception cref="OverflowException">The amount does not fit; no provider reports such a usage.</exception>
    public CallPrice Price(string model, in TokenUsage usage, DateTimeOffset at, in CallTerms terms = default)
    {
        var found = Find(model, at);
        var priced = PriceFunction.Price(found.Price, found.WithFixedUnits(usage), terms.ToPriceTerms());
        var isOwn = found.CatalogVersion == "file";
        return new CallPrice
        {
            Cost = priced.Cost,
            Provider = found.Provider,
            Model = found.Model,
            Flags = found.Flags | priced.Flags,
            CatalogVersion = isOwn ? "own" : found.CatalogVersion,
            Source = isOwn ? "own" : found.Price.Source,
        };
    }

    /// <summary>What reading so many tokens from the prompt cache saves against reading them as fresh input, rounded down.</summary>
    /// <param name="cacheReadTokens">Tokens read from the cache, 0 or more.</param>
    /// <param name="model">The model.</param>
    /// <param name="at">When.</param>
    /// <exception cref="PriceUnknownException">The model has no price.</exception>
    public Money CacheSaving(long cacheReadTokens, string model, DateTimeOffset at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cacheReadTokens);
        var rates = Find(model, at).Price.Standard.For(cacheReadTokens);
        return new Money(decimal.ToInt64(decimal.Floor(cacheReadTokens * (rates[Unit.Input] - rates[Unit.CacheRead]))));
    }

    /// <summary>The model behind a name.</summary>
    internal PricedModel Find(string model, DateTimeOffset at)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        var found = _book.Resolve(model, null, at);
        if (found.IsRefused)
        {
            throw new PriceUnknownException(found.Refusal.Message) { Model = model };
        }

        return found.Value.IsPriced ? found.Value : throw new PriceUnknownException($"The model '{model}' has no price. Give it one with a ModelPrice.") { Model = model };
    }
}
