using System.Globalization;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Pricing.Updates;

/// <summary>What differs between two catalogues, or between two days of one.</summary>
internal static class PriceChanges
{
    /// <summary>Every difference, by provider, model and price.</summary>
    public static IReadOnlyList<PriceChange> Between(PriceList before, DateTimeOffset beforeAt, PriceList after, DateTimeOffset afterAt)
    {
        var changes = new List<PriceChange>();
        var (old, now) = (Models(before), Models(after));
        foreach (var key in old.Keys.Union(now.Keys).Order())
        {
            var isOld = old.TryGetValue(key, out var was);
            var isNow = now.TryGetValue(key, out var stands);
            if (isOld && isNow)
            {
                Compare(key, Prices(was!.At(beforeAt).Price), Prices(stands!.At(afterAt).Price), changes);
            }
            else
            {
                changes.Add(new PriceChange(key.Provider, key.Model, isNow ? "added" : "removed"));
            }
        }

        return changes;
    }

    private static Dictionary<(string Provider, string Model), ListedModel> Models(PriceList list) =>
        list.Providers.SelectMany(provider => provider.Models).ToDictionary(model => (model.Provider, model.Name));

    private static void Compare((string Provider, string Model) key, SortedDictionary<string, string> before, SortedDictionary<string, string> after, List<PriceChange> changes)
    {
        foreach (var price in before.Keys.Union(after.Keys))
        {
            var (was, stands) = (before.GetValueOrDefault(price), after.GetValueOrDefault(price));
            if (was != stands)
            {
                changes.Add(new PriceChange(key.Provider, key.Model, "changed", price, was, stands));
            }
        }
    }

    /// <summary>Every price of a row under a name of its own.</summary>
    private static SortedDictionary<string, string> Prices(PriceRow row)
    {
        var prices = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var reply = PriceReply.Of(row);
        Add(prices, "", reply);
        foreach (var (tier, service) in reply.Service ?? new Dictionary<string, PriceReply>())
        {
            Add(prices, $"{tier}.", service);
        }

        Add(prices, "region.", reply.Regions);
        foreach (var (size, fees) in reply.SearchSizes ?? new Dictionary<string, IReadOnlyDictionary<string, string>>())
        {
            Add(prices, $"{size}.", fees);
        }

        return prices;
    }

    private static void Add(SortedDictionary<string, string> prices, string prefix, PriceReply reply)
    {
        Add(prices, prefix, reply.PerMillion);
        Add(prices, prefix, reply.PerUnit);
        foreach (var tier in reply.Tiers ?? [])
        {
            Add(prices, string.Create(CultureInfo.InvariantCulture, $"{prefix}{(tier.Inclusive ? "from" : "over")}_{tier.Over}."), tier.PerMillion);
        }
    }

    private static void Add(SortedDictionary<string, string> prices, string prefix, IReadOnlyDictionary<string, string>? stated)
    {
        foreach (var (name, price) in stated ?? new Dictionary<string, string>())
        {
            prices[prefix + name] = price;
        }
    }
}
