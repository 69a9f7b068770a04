using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>What a model costs between two dates.</summary>
internal sealed class PriceRow
{
    private readonly ServiceRates?[] _services = new ServiceRates?[ServiceTiers.Count];
    private readonly PriceRow? _list;

    /// <summary>A row with one set of rates.</summary>
    public PriceRow(ServiceRates standard) => _services[(int)ServiceTier.Standard] = standard;

    private PriceRow(PriceRow list, decimal netFactor)
    {
        _services = list._services;
        _list = list;
        NetFactor = netFactor;
        (From, To, Source, SourceDate, Regions, Sizes, Dearest) = (list.From, list.To, list.Source, list.SourceDate, list.Regions, list.Sizes, list.Dearest);
    }

    /// <summary>The row of a model that has no price.</summary>
    public static PriceRow None { get; } = new(new ServiceRates(Rates.None, []));

    /// <summary>First instant.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The instant after the last one.</summary>
    public DateTimeOffset To { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Where the prices are published, or who set them.</summary>
    public string Source { get; init; } = "";

    /// <summary>When the source was read.</summary>
    public DateOnly? SourceDate { get; init; }

    /// <summary>What the provider multiplies token rates with, by region.</summary>
    public IReadOnlyList<RegionFactor> Regions { get; init; } = [];

    /// <summary>Fees that depend on the size of the search context, by size; empty where they do not.</summary>
    public IReadOnlyList<SizedFees> Sizes { get; init; } = [];

    /// <summary>The provider's dearest rates: what a unit costs that neither this row nor its lattice prices.</summary>
    public DearestRates? Dearest { get; init; }

    /// <summary>What is paid of the list price: 1 without a discount.</summary>
    public decimal NetFactor { get; private init; } = 1m;

    /// <summary>The same row without its discount.</summary>
    public PriceRow List => _list ?? this;

    /// <summary>The rates of the standard tier.</summary>
    public ServiceRates Standard => _services[(int)ServiceTier.Standard]!;

    /// <summary>The rates of a service tier; null when the row states none.</summary>
    public ServiceRates? this[ServiceTier tier] => _services[(int)tier];

    /// <summary>States the rates of a service tier; only while the row is being built.</summary>
    public PriceRow With(ServiceTier tier, ServiceRates rates)
    {
        _services[(int)tier] = rates;
        return this;
    }

    /// <summary>The same row with so many percent off everything it bills.</summary>
    public PriceRow Less(decimal percent) => new(List, 1m - (percent / 100m));

    /// <summary>The factor of a region; 1 where the row states none.</summary>
    public decimal Factor(string? region)
    {
        for (var i = 0; region is not null && i < Regions.Count; i++)
        {
            if (string.Equals(Regions[i].Region, region, StringComparison.OrdinalIgnoreCase))
            {
                return Regions[i].Factor;
            }
        }

        return 1m;
    }

    /// <summary>The largest factor of any region.</summary>
    public decimal DearestFactor()
    {
        var factor = 1m;
        for (var i = 0; i < Regions.Count; i++)
        {
            factor = Math.Max(factor, Regions[i].Factor);
        }

        return factor;
    }

    /// <summary>The fee of a unit for a search context of that size; null where size does not matter or is not said.</summary>
    public decimal? SizedFee(string? size, Unit unit)
    {
        for (var i = 0; size is not null && i < Sizes.Count; i++)
        {
            if (Sizes[i].Size == size && Sizes[i].Fees.States(unit))
            {
                return Sizes[i].Fees[unit];
            }
        }

        return null;
    }

    /// <summary>The larger rate of a unit over all service tiers and search sizes, for a request of that much input.</summary>
    public decimal DearestRate(Unit unit, long totalInput)
    {
        var dearest = 0m;
        foreach (var service in _services)
        {
            dearest = service is null ? dearest : Math.Max(dearest, service.For(totalInput)[unit]);
        }

        for (var i = 0; i < Sizes.Count; i++)
        {
            dearest = Math.Max(dearest, Sizes[i].Fees[unit]);
        }

        return dearest;
    }
}
