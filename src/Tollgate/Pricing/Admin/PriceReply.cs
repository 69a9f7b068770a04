using System.Globalization;
using Tollgate.Core;

namespace Tollgate.Pricing.Admin;

/// <summary>A price row over the admin API: what is stated, as decimal text.</summary>
/// <param name="PerMillion">Dollars per million tokens by unit.</param>
/// <param name="PerUnit">Dollars per piece by unit.</param>
/// <param name="Tiers">Context tiers; they move the whole request.</param>
/// <param name="Service">Service tiers by name.</param>
/// <param name="Regions">Factors on token prices by region.</param>
/// <param name="SearchSizes">Fees by size of the search context.</param>
internal sealed record PriceReply(
    IReadOnlyDictionary<string, string> PerMillion,
    IReadOnlyDictionary<string, string>? PerUnit,
    IReadOnlyList<TierReply>? Tiers,
    IReadOnlyDictionary<string, PriceReply>? Service,
    IReadOnlyDictionary<string, string>? Regions,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>? SearchSizes)
{
    /// <summary>Shows a row.</summary>
    public static PriceReply Of(PriceRow row)
    {
        var services = Enumerable.Range(1, ServiceTiers.Count - 1).Select(tier => (ServiceTier)tier).Where(tier => row[tier] is not null)
            .ToDictionary(ServiceTiers.Name, tier => Of(row[tier]!));
        return Of(row.Standard) with
        {
            Service = services.Count == 0 ? null : services,
            Regions = row.Regions.Count == 0 ? null : row.Regions.ToDictionary(region => region.Region, region => region.Factor.ToString(CultureInfo.InvariantCulture)),
            SearchSizes = row.Sizes.Count == 0 ? null : row.Sizes.ToDictionary(size => size.Size, size => (IReadOnlyDictionary<string, string>)Stated(size.Fees, tokens: false)),
        };
    }

    private static PriceReply Of(ServiceRates rates)
    {
        var pieces = Stated(rates.Base, tokens: false);
        var tiers = rates.Tiers.Select(tier => new TierReply(tier.Over, tier.Inclusive, Stated(tier.Rates, tokens: true))).ToList();
        return new PriceReply(Stated(rates.Base, tokens: true), pieces.Count == 0 ? null : pieces, tiers.Count == 0 ? null : tiers, null, null, null);
    }

    private static Dictionary<string, string> Stated(Rates rates, bool tokens) =>
        Enumerable.Range(0, Units.Count).Select(index => (Unit)index)
            .Where(unit => Units.IsTokens(unit) == tokens && rates.States(unit))
            .ToDictionary(Units.Name, unit => RateSheet.Text(unit, rates[unit]));
}
