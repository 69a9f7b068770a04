using System.Globalization;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Pricing.Catalog;

/// <summary>Reads one dated price row of the catalogue.</summary>
internal static class PriceRowReader
{
    /// <summary>Reads a row; <paramref name="stated"/> takes the dearest of all its rates.</summary>
    /// <exception cref="FormatException">The row is not well-formed; the message names the field.</exception>
    public static PriceRow Read(JsonElement row, ProviderSheet provider, DearestRates? dearest, RateSheet stated)
    {
        var standard = ReadRates(row).Over(provider.Fees);
        var tiers = ReadTiers(row, standard);
        stated.Raise(standard);
        foreach (var tier in tiers)
        {
            stated.Raise(tier.Sheet);
        }

        var price = new PriceRow(Resolve(standard, tiers))
        {
            From = Day(row, "from") ?? DateTimeOffset.MinValue,
            To = Day(row, "to") ?? DateTimeOffset.MaxValue,
            Source = Text(row, "source") ?? provider.Source,
            SourceDate = Text(row, "source_date") is { } read ? DateOnly.ParseExact(read, "yyyy-MM-dd", CultureInfo.InvariantCulture) : provider.SourceDate,
            Regions = ReadRegions(row),
            Sizes = ReadSizes(row, stated),
            Dearest = dearest,
        };
        ReadServices(row, standard, tiers, price);
        return price;
    }

    /// <summary>Reads `per_million` and `per_unit`.</summary>
    public static RateSheet ReadRates(JsonElement from)
    {
        var sheet = new RateSheet();
        if (from.TryGetProperty("per_million", out var tokens))
        {
            State(tokens, true, sheet, "per_million");
        }

        if (from.TryGetProperty("per_unit", out var pieces))
        {
            State(pieces, false, sheet, "per_unit");
        }

        return sheet;
    }

    private static void State(JsonElement rates, bool tokens, RateSheet sheet, string name)
    {
        foreach (var rate in rates.EnumerateObject())
        {
            if (!Units.TryParse(rate.Name, out var unit) || Units.IsTokens(unit) != tokens || !sheet.TryState(unit, rate.Value.GetString()))
            {
                throw new FormatException($"{name}.{rate.Name}: {rate.Value.GetRawText()} is not a price.");
            }
        }
    }

    private static List<StatedTier> ReadTiers(JsonElement from, RateSheet standard)
    {
        var tiers = new List<StatedTier>();
        if (from.TryGetProperty("tiers", out var array))
        {
            foreach (var tier in array.EnumerateArray())
            {
                var inclusive = tier.TryGetProperty("inclusive", out var flag) && flag.GetBoolean();
                tiers.Add(new StatedTier(tier.GetProperty("over").GetInt64(), inclusive, ReadRates(tier).Over(standard)));
            }
        }

        return tiers;
    }

    private static void ReadServices(JsonElement row, RateSheet standard, List<StatedTier> tiers, PriceRow price)
    {
        if (!row.TryGetProperty("service", out var services))
        {
            return;
        }

        foreach (var service in services.EnumerateObject())
        {
            if (!ServiceTiers.TryParse(service.Name, out var tier) || tier == ServiceTier.Standard)
            {
                throw new FormatException($"service.{service.Name} is not a service tier.");
            }

            _ = price.With(tier, ReadService(service.Value, standard, tiers));
        }
    }

    /// <summary>
    /// A factor multiplies everything. Rates of its own that say nothing about long requests cost, there,
    /// the dearer of themselves and of the standard long rates: never less than either.
    /// </summary>
    private static ServiceRates ReadService(JsonElement service, RateSheet standard, List<StatedTier> tiers)
    {
        if (Text(service, "factor") is { } text)
        {
            var factor = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            return Resolve(standard.Times(factor), tiers.ConvertAll(tier => tier with { Sheet = tier.Sheet.Times(factor) }));
        }

        var own = ReadRates(service).Over(standard);
        var ownTiers = ReadTiers(service, own);
        if (ownTiers.Count == 0)
        {
            foreach (var tier in tiers)
            {
                var dearer = tier.Sheet.Over(tier.Sheet);
                dearer.Raise(own);
                ownTiers.Add(tier with { Sheet = dearer });
            }
        }

        return Resolve(own, ownTiers);
    }

    private static ServiceRates Resolve(RateSheet standard, List<StatedTier> tiers) =>
        new(new Rates(standard), tiers.ConvertAll(tier => new ContextTier(tier.Over, tier.Inclusive, new Rates(tier.Sheet))).OrderBy(tier => tier.Over).ToArray());

    private static SizedFees[] ReadSizes(JsonElement row, RateSheet stated)
    {
        if (!row.TryGetProperty("sizes", out var sizes))
        {
            return [];
        }

        var fees = new List<SizedFees>();
        foreach (var size in sizes.EnumerateObject())
        {
            var sheet = new RateSheet();
            State(size.Value, false, sheet, size.Name);
            stated.Raise(sheet);
            fees.Add(new SizedFees(size.Name, new Rates(sheet)));
        }

        return [.. fees];
    }

    private static RegionFactor[] ReadRegions(JsonElement row) =>
        row.TryGetProperty("regions", out var regions)
            ? [.. regions.EnumerateObject().Select(region => new RegionFactor(region.Name, decimal.Parse(region.Value.GetString()!, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)))]
            : [];

    private static DateTimeOffset? Day(JsonElement from, string name) =>
        Text(from, name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record StatedTier(long Over, bool Inclusive, RateSheet Sheet);
}
