using Tollgate.Core;
using Tollgate.Pricing;
using static Tollgate.Tests.Pricing.Prices;

namespace Tollgate.Tests.Pricing;

public sealed class PriceFunctionTests
{
    private static readonly PriceRow Opus = Row((Unit.Input, "15"), (Unit.Output, "75"), (Unit.CacheRead, "1.5"), (Unit.CacheWrite5m, "18.75"));
    private static readonly PriceRow Sonnet = Row((Unit.Input, "3"), (Unit.Output, "15"), (Unit.CacheRead, "0.3"), (Unit.CacheWrite5m, "3.75"));
    private static readonly PriceRow Haiku = Row((Unit.Input, "0.25"), (Unit.Output, "1.25"), (Unit.CacheRead, "0.025"), (Unit.CacheWrite5m, "0.3125"));
    private static readonly PriceRow Gpt4Turbo = Row((Unit.Input, "10"), (Unit.Output, "30"));

    [Fact]
    public void Cost_OfTheFirstWorkedExample_IsExact()
    {
        var usage = Usage((Unit.Input, 1000), (Unit.Output, 500), (Unit.CacheRead, 200), (Unit.CacheWrite5m, 300));

        var cost = PriceFunction.Cost(Sonnet, usage, default);

        Assert.Equal(new Money(11_685_000), cost);
    }

    [Fact]
    public void Cost_OfThreeModelsInOneSession_AddsUpExactly()
    {
        var cost = PriceFunction.Cost(Haiku, Usage((Unit.Input, 1000), (Unit.Output, 500)), default)
            + PriceFunction.Cost(Sonnet, Usage((Unit.Input, 5000), (Unit.Output, 2000)), default)
            + PriceFunction.Cost(Opus, Usage((Unit.Input, 10000), (Unit.Output, 5000)), default);

        Assert.Equal(new Money(570_875_000), cost);
    }

    [Theory]
    [InlineData(1000, 500, 25_000_000)]
    public void Cost_OfTheEstimatedGpt4TurboCall_IsExact(long input, long output, long nanos) =>
        Assert.Equal(new Money(nanos), PriceFunction.Cost(Gpt4Turbo, Usage((Unit.Input, input), (Unit.Output, output)), default));

    [Fact]
    public void Cost_OfTheEstimatedSonnetCall_IsExact() =>
        Assert.Equal(new Money(18_360_000), PriceFunction.Cost(Sonnet, Usage((Unit.Input, 1000), (Unit.Output, 1024)), default));

    [Theory]
    [InlineData(199_999, false, "1")]
    [InlineData(200_000, false, "1")]
    [InlineData(200_001, false, "2")]
    [InlineData(199_999, true, "1")]
    [InlineData(200_000, true, "2")]
    public void Cost_AtTheEdgeOfAContextTier_FollowsTheRowsEqualityRule(long input, bool inclusive, string pricePerMillion)
    {
        var row = new PriceRow(new ServiceRates(Rates((Unit.Input, "1")), [new ContextTier(200_000, inclusive, Rates((Unit.Input, "2")))]));

        var cost = PriceFunction.Cost(row, Usage((Unit.Input, input)), default);

        Assert.Equal(new Money(input * 1000 * int.Parse(pricePerMillion, null)), cost);
    }

    [Fact]
    public void Price_OfAUsedUnitWithoutAnyRate_IsFlaggedAndNeverSilentlyZero()
    {
        var priced = PriceFunction.Price(Row((Unit.Input, "1")), Usage((Unit.Input, 10), (Unit.WebSearch, 1)), default);

        Assert.Equal(LineFlags.Unpriced, priced.Flags);
        Assert.Equal(new Money(10_000), priced.Cost);
    }

    [Fact]
    public void Price_OfAUnitOnlyOtherModelsPrice_CostsTheProvidersDearestAndIsFlagged()
    {
        var row = new PriceRow(new ServiceRates(Rates((Unit.Input, "1")), [])) { Dearest = new DearestRates(() => Rates((Unit.WebSearch, "0.025"))) };

        var priced = PriceFunction.Price(row, Usage((Unit.WebSearch, 2)), default);

        Assert.Equal(LineFlags.AssumedPrice, priced.Flags);
        Assert.Equal(new Money(50_000_000), priced.Cost);
    }

    [Fact]
    public void Price_OfAServiceTierThatTheRowDoesNotHold_CostsTheDearestTierAndIsFlagged()
    {
        var row = Row((Unit.Input, "1")).With(ServiceTier.Flex, new ServiceRates(Rates((Unit.Input, "0.5")), [])).With(ServiceTier.Priority, new ServiceRates(Rates((Unit.Input, "1.75")), []));

        var priced = PriceFunction.Price(row, Usage((Unit.Input, 1000)), new PriceTerms("turbo"));

        Assert.Equal(new PricedUsage(new Money(1_750_000), LineFlags.AssumedPrice), priced);
    }

    [Fact]
    public void Cost_InARegion_MultipliesTokensButNotFees()
    {
        var row = new PriceRow(new ServiceRates(Rates((Unit.Input, "10"), (Unit.WebSearch, "0.01")), [])) { Regions = [new RegionFactor("us", 1.1m)] };

        var cost = PriceFunction.Cost(row, Usage((Unit.Input, 1000), (Unit.WebSearch, 1)), new PriceTerms(Region: "us"));

        Assert.Equal(new Money(11_000_000 + 10_000_000), cost);
    }

    [Theory]
    [InlineData(null, 8_000_000)]
    [InlineData("low", 5_000_000)]
    [InlineData("high", 12_000_000)]
    public void Cost_OfASearch_FollowsTheSizeOfItsContext(string? size, long nanos)
    {
        var row = new PriceRow(new ServiceRates(Rates((Unit.Request, "0.008")), [])) { Sizes = [new SizedFees("low", Rates((Unit.Request, "0.005"))), new SizedFees("high", Rates((Unit.Request, "0.012")))] };

        Assert.Equal(new Money(nanos), PriceFunction.Cost(row, Usage((Unit.Request, 1)), new PriceTerms(SearchSize: size)));
    }

    [Theory]
    [InlineData(null, """{"request":"0.008"}""")]
    [InlineData("high", """{"request":"0.012"}""")]
    public void TheRatesOfALine_SayTheFeeThatWasUsed(string? size, string rates)
    {
        var row = new PriceRow(new ServiceRates(Rates((Unit.Request, "0.008")), [])) { Sizes = [new SizedFees("high", Rates((Unit.Request, "0.012")))] };

        Assert.Equal(rates, RatesText.Of(row, new PriceTerms(SearchSize: size), 0));
    }

    [Fact]
    public void Price_AllocatesNothing()
    {
        var usage = Usage((Unit.Input, 1000), (Unit.Output, 500), (Unit.CacheRead, 200));
        var terms = new PriceTerms("default");

        Assert.Equal(0, Allocated.Least(() => _ = PriceFunction.Price(Sonnet, usage, terms)));
    }

    [Theory]
    [InlineData("standard", "fast", "fast")]
    [InlineData("standard", "standard", "standard")]
    [InlineData("priority", null, "priority")]
    public void Served_TakesTheSpeedBeforeTheTier(string tier, string? speed, string billed) =>
        Assert.Equal(billed, PriceTerms.Served(tier, speed, null).ServedTier);

    [Fact]
    public void WithFixedUnits_AddsTheFlatFeeAndTheSearchesEachRequestMakes()
    {
        var model = Bounds.Requests.Model(Row((Unit.Request, "0.005"), (Unit.WebSearch, "0.01")), new ModelTraits { BuiltInSearches = 1 });

        var usage = model.WithFixedUnits(Usage((Unit.Input, 10)));

        Assert.Equal((10, 1, 1), (usage[Unit.Input], usage[Unit.Request], usage[Unit.WebSearch]));
    }
}
