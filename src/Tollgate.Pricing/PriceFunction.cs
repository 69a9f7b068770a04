using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>
/// The one pricing function: disjoint buckets times the rates of the tier that was served, in decimal, less the discount, rounded up once on the total.
/// Rates have few enough decimals that every sum that fits into <see cref="Money"/> is exact before it is rounded
/// (<see cref="RateSheet.MaxDecimals"/>).
/// </summary>
internal static class PriceFunction
{
    /// <summary>What a usage costs.</summary>
    /// <exception cref="OverflowException">The amount does not fit; no provider reports such a usage.</exception>
    public static Money Cost(PriceRow row, in TokenUsage usage, in PriceTerms terms) => Price(row, usage, terms).Cost;

    /// <summary>What a usage costs, and the flags of a line priced so.</summary>
    /// <exception cref="OverflowException">The amount does not fit; no provider reports such a usage.</exception>
    public static PricedUsage Price(PriceRow row, in TokenUsage usage, in PriceTerms terms)
    {
        var isServedTierKnown = ServiceTiers.TryParse(terms.ServedTier, out var tier) && row[tier] is not null;
        var totalInput = usage.TotalInput;
        var rates = isServedTierKnown ? row[tier]!.For(totalInput) : null;
        var factor = row.Factor(terms.Region);
        var flags = LineFlags.None;
        var nanos = 0m;
        for (var i = 0; i < Units.Count; i++)
        {
            var unit = (Unit)i;
            var count = usage[unit];
            if (count != 0)
            {
                nanos += count * Rate(row, rates, unit, totalInput, terms.SearchSize, ref flags) * (Units.IsTokens(unit) ? factor : 1m);
            }
        }

        return new PricedUsage(Money.CeilingFromNanos(nanos * row.NetFactor), flags);
    }

    /// <summary>
    /// The rate of one unit. A tier that we do not know, or that the row does not price, costs the dearest that the row holds;
    /// a unit that the row does not price costs the provider's dearest; both are flagged. Beyond that there is no price.
    /// </summary>
    private static decimal Rate(PriceRow row, Rates? rates, Unit unit, long totalInput, string? size, ref LineFlags flags)
    {
        if (rates is null && row.Standard.Base.Knows(unit))
        {
            flags |= LineFlags.AssumedPrice;
            return row.DearestRate(unit, totalInput);
        }

        if (rates is not null && rates.Knows(unit))
        {
            return row.SizedFee(size, unit) ?? rates[unit];
        }

        if (row.Dearest is { } dearest && dearest.Rates.Knows(unit))
        {
            flags |= LineFlags.AssumedPrice;
            return dearest.Rates[unit];
        }

        flags |= LineFlags.Unpriced;
        return 0m;
    }
}
