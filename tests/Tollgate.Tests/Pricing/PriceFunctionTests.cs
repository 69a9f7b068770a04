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
}
