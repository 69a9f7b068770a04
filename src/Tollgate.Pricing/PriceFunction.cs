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
            nanos += Part(row, rates, usage, (Unit)i, totalInput, terms.SearchSize, factor, ref flags);
        }

        return new PricedUsage(Money.CeilingFromNanos(nanos * row.NetFactor), flags);
    }

    /// <summary>What each unit adds to the cost in nano-dollars, before the one rounding of their sum.</summary>
    /// <param name="row">The price.</param>
    /// <param name="usage">The whole usage: its total input chooses the context tier of every part.</param>
    /// <param name="terms">How it was served.</param>
    /// <param name="parts">Takes a part for each of <see cref="Units.Count"/> units.</param>
    public static void Split(PriceRow row, in TokenUsage usage, in PriceTerms terms, Span<decimal> parts)
    {
        var isServedTierKnown = ServiceTiers.TryParse(terms.ServedTier, out var tier) && row[tier] is not null;
        var totalInput = usage.TotalInput;
        var rates = isServedTierKnown ? row[tier]!.For(totalInput) : null;
        var factor = row.Factor(terms.Region);
        var flags = LineFlags.None;
        for (var i = 0; i < Units.Count; i++)
        {
            parts[i] = Part(row, rates, usage, (Unit)i, totalInput, terms.SearchSize, factor, ref flags) * row.NetFactor;
        }
    }

    private static decimal Part(PriceRow row, Rates? rates, in TokenUsage usage, Unit unit, long totalInput, string? size, decimal factor, ref LineFlags flags)
    {
        var count = usage[unit];
        return count == 0 ? 0m : count * Rate(row, rates, unit, totalInput, size, ref flags) * (Units.IsTokens(unit) ? factor : 1m);
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
