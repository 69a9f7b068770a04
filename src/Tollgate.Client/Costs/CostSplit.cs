using Tollgate.Core;
using Tollgate.Pricing;

namespace Tollgate.Client.Costs;

/// <summary>The parts of one call's cost in whole nano-dollars, and what the cache saved on it.</summary>
/// <param name="Kinds">A part for each <see cref="CostKind"/>; together exactly the cost.</param>
/// <param name="ReadSaving">What reading from the cache saved.</param>
/// <param name="WritePremium">What writing to the cache cost beyond fresh input.</param>
internal readonly record struct CostSplit(IReadOnlyList<Money> Kinds, Money ReadSaving, Money WritePremium)
{
    private static readonly int Count = Enum.GetValues<CostKind>().Length;

    /// <summary>A call of which only the total is known.</summary>
    public static CostSplit Whole(Money cost)
    {
        var kinds = new Money[Count];
        kinds[(int)CostKind.Other] = cost;
        return new CostSplit(kinds, Money.Zero, Money.Zero);
    }

    /// <summary>Divides a cost by what each unit adds to it; the nano-dollar that rounding up added goes to the part with the largest rest.</summary>
    public static CostSplit Of(PricedModel model, in TokenUsage usage, in PriceTerms terms, Money cost)
    {
        Span<decimal> units = stackalloc decimal[Units.Count];
        PriceFunction.Split(model.Price, usage, terms, units);
        var exact = new decimal[Count];
        for (var i = 0; i < Units.Count; i++)
        {
            exact[(int)Kind((Unit)i)] += units[i];
        }

        var (saving, premium) = Cache(model.Price, usage, terms, units);
        return new CostSplit(Whole(exact, cost), saving, premium);
    }

    /// <summary>The parts as they are shown.</summary>
    public CostBreakdown Breakdown(Money cost) =>
        new(cost, [.. Kinds.Select((part, i) => new CostPart((CostKind)i, part, cost.Nanos == 0 ? 0m : part.Nanos * 100m / cost.Nanos))]);

    /// <summary>What a unit belongs to.</summary>
    private static CostKind Kind(Unit unit) => unit switch
    {
        Unit.CacheRead or Unit.CacheReadAudio or Unit.CacheReadImage => CostKind.CacheRead,
        Unit.CacheWrite5m or Unit.CacheWrite1h => CostKind.CacheWrite,
        _ when Units.IsInput(unit) => CostKind.Input,
        _ when Units.IsTokens(unit) => CostKind.Output,
        _ => CostKind.Other,
    };

    private static Money[] Whole(decimal[] exact, Money cost)
    {
        var kinds = Array.ConvertAll(exact, part => new Money(decimal.ToInt64(decimal.Floor(part))));
        var rest = cost.Nanos - kinds.Sum(part => part.Nanos);
        foreach (var i in Enumerable.Range(0, Count).OrderByDescending(i => exact[i] - kinds[i].Nanos).Take((int)Math.Max(0, rest)))
        {
            kinds[i] += new Money(1);
        }

        // What is left is a fee that has no part of its own.
        kinds[(int)CostKind.Other] += cost - new Money(kinds.Sum(part => part.Nanos));
        return kinds;
    }

    /// <summary>
    /// The net is rounded down as the gateway's own figure is, and the saving too; so the premium is their difference.
    /// </summary>
    private static (Money Saving, Money Premium) Cache(PriceRow row, in TokenUsage usage, in PriceTerms terms, ReadOnlySpan<decimal> parts)
    {
        Span<decimal> fresh = stackalloc decimal[Units.Count];
        PriceFunction.Split(row, AsFresh(usage), terms, fresh);
        var input = usage.TotalInput == 0 ? 0m : fresh[(int)Unit.Input] / usage.TotalInput;
        var read = (usage[Unit.CacheRead] * input) - parts[(int)Unit.CacheRead];
        var written = parts[(int)Unit.CacheWrite5m] + parts[(int)Unit.CacheWrite1h] - ((usage[Unit.CacheWrite5m] + usage[Unit.CacheWrite1h]) * input);
        var saving = Floor(read);
        return (saving, saving - Floor(read - written));
    }

    /// <summary>All input as fresh text: the same context tier, so the rate of input that this call had.</summary>
    private static TokenUsage AsFresh(in TokenUsage usage) => new() { [Unit.Input] = usage.TotalInput };

    private static Money Floor(decimal nanos) => new(decimal.ToInt64(decimal.Floor(nanos)));
}
