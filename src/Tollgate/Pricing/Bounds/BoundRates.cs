using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>
/// The dearest rate that each kind of token can have in a call: over the service tiers that its `service_tier` permits,
/// over the context tiers that its input can reach, over cached and uncached, times the dearest region it can be served in.
/// </summary>
internal readonly struct BoundRates
{
    private readonly PriceRow _row;
    private readonly int _tiers;
    private readonly long _totalInput;
    private readonly decimal _factor;
    private readonly string? _size;

    /// <summary>Prepares the rates of a call whose input is at most <paramref name="totalInput"/> tokens.</summary>
    public BoundRates(PricedModel model, in RequestFacts facts, ReadOnlySpan<byte> body, long totalInput, string? region)
    {
        const int fast = 1 << (int)ServiceTier.Fast;
        _row = model.Price;
        _totalInput = totalInput;
        _size = SearchSizes.Read(facts.SearchContextSize.Of(body));
        _tiers = model.Traits.Wishes.Permitted(facts.ServiceTier.Of(body)) | (facts.Speed.IsEmpty || facts.Speed.Of(body).SequenceEqual("standard"u8) ? 0 : fast);
        _factor = model.Traits.RegionByAccount && !facts.InferenceRegion.Of(body).SequenceEqual("global"u8) ? _row.DearestFactor() : _row.Factor(region);
    }

    /// <summary>The dearest rate of a unit; null when it has no price at all.</summary>
    public decimal? Of(Unit unit)
    {
        decimal? dearest = null;
        for (var tier = 0; tier < ServiceTiers.Count; tier++)
        {
            if ((_tiers & (1 << tier)) != 0 && _row[(ServiceTier)tier] is { } service)
            {
                dearest = Dearer(dearest, service.Base, unit);
                for (var i = 0; i < service.Tiers.Count; i++)
                {
                    dearest = service.Tiers[i].Holds(_totalInput) ? Dearer(dearest, service.Tiers[i].Rates, unit) : dearest;
                }
            }
        }

        dearest ??= _row.Dearest is { } provider && provider.Rates.Knows(unit) ? provider.Rates[unit] : null;
        return (Units.IsTokens(unit) ? dearest * _factor : Sized(dearest, unit)) * _row.NetFactor;
    }

    /// <summary>The dearest of several units; those without a price do not count.</summary>
    public decimal? Dearest(params ReadOnlySpan<Unit> units)
    {
        decimal? dearest = null;
        foreach (var unit in units)
        {
            var rate = Of(unit);
            dearest = dearest is null || rate > dearest ? rate : dearest;
        }

        return dearest;
    }

    /// <summary>
    /// One text token of input at its dearest: uncached, or written to a cache. An hour's cache is written only when the request asks for it.
    /// </summary>
    public decimal? Text(in RequestFacts facts) =>
        facts.HasOneHourCache ? Dearest(Unit.Input, Unit.CacheRead, Unit.CacheWrite5m, Unit.CacheWrite1h) : Dearest(Unit.Input, Unit.CacheRead, Unit.CacheWrite5m);

    /// <summary>One output token at its dearest, over the kinds that the call can produce.</summary>
    public decimal? Output(ModelTraits traits, OutputModalities modalities)
    {
        var dearest = Dearest(Unit.Output, Unit.Reasoning);
        if ((modalities & (OutputModalities.Audio | OutputModalities.Unknown)) != 0 || traits.Mode is "audio_speech" or "realtime")
        {
            dearest = Max(dearest, Of(Unit.OutputAudio));
        }

        if ((modalities & (OutputModalities.Image | OutputModalities.Unknown)) != 0 || traits.Mode == "image_generation")
        {
            dearest = Max(dearest, Of(Unit.OutputImage));
        }

        return _row.Standard.Base.States(Unit.Citation) ? Max(dearest, Of(Unit.Citation)) : dearest;
    }

    /// <summary>The fee of the size that the request asks for; the dearest size where it is not known.</summary>
    private decimal? Sized(decimal? dearest, Unit unit)
    {
        if (_row.SizedFee(_size, unit) is { } fee)
        {
            return fee;
        }

        for (var i = 0; i < _row.Sizes.Count; i++)
        {
            dearest = Dearer(dearest, _row.Sizes[i].Fees, unit);
        }

        return dearest;
    }

    private static decimal? Dearer(decimal? dearest, Rates rates, Unit unit) => rates.Knows(unit) ? Max(dearest, rates[unit]) : dearest;

    private static decimal? Max(decimal? left, decimal? right) => left is null || right > left ? right : left;
}
