using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Discounts;
using Tollgate.Tests.Pricing.Bounds;

namespace Tollgate.Tests.Pricing.Discounts;

public sealed class DiscountBookTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PricedModel Model = Requests.Model(Prices.Row((Unit.Input, "10"), (Unit.Output, "30"), (Unit.WebSearch, "0.01")));

    [Fact]
    public void OfSeveral_TheOneThatNamesTheCallMostCloselyCounts_AndTheyNeverAddUp()
    {
        var book = new DiscountBook([Of("all", "10"), Of("model", "20", model: "m"), Of("prefix", "15", model: "m*"), Of("account", "5", "eu")]);

        Assert.Equal([0.95m, 0.8m], [book.Apply(Model, "eu", Day).Price.NetFactor, book.Apply(Model, "us", Day).Price.NetFactor]);
    }

    [Fact]
    public void ADiscount_HoldsFromItsFirstInstantToBeforeItsLast()
    {
        var book = new DiscountBook([Of("all", "10") with { To = Day.AddDays(1) }]);

        Assert.Equal(
            [1m, 0.9m, 0.9m, 1m],
            new[] { Day.AddTicks(-1), Day, Day.AddDays(1).AddTicks(-1), Day.AddDays(1) }.Select(at => book.Apply(Model, "eu", at).Price.NetFactor));
    }

    [Fact]
    public void AnotherProvidersModel_CostsTheList()
    {
        var model = Model with { Provider = "another" };

        Assert.Same(model, new DiscountBook([Of("all", "10")]).Apply(model, "eu", Day));
    }

    [Fact]
    public void EverythingIsLess_TokensAndFees_RoundedUpOnce()
    {
        var net = new DiscountBook([Of("all", "33.33")]).Apply(Model, "eu", Day);

        var cost = PriceFunction.Cost(net.Price, Prices.Usage((Unit.Input, 1), (Unit.Output, 1), (Unit.WebSearch, 1)), default);

        // (10 + 30) / 1M + 0.01 = 10,040,000 nano-dollars, of which 66.67 % are paid.
        Assert.Equal(new Money(6_693_668), cost);
        Assert.Equal(new Money(10_040_000), PriceFunction.Cost(net.Price.List, Prices.Usage((Unit.Input, 1), (Unit.Output, 1), (Unit.WebSearch, 1)), default));
    }

    [Fact]
    public void ALineSaysTheDiscountBesideItsRates()
    {
        var net = new DiscountBook([Of("all", "12.5")]).Apply(Model, "eu", Day);

        Assert.Equal("""{"input":"10","output":"30","web_search":"0.01","discount_percent":"12.5"}""", RatesText.Of(net.Price, default, 0));
    }

    [Fact]
    public void WithoutAnAccount_TheLeastOfAllAccountsIsQuoted()
    {
        var book = new DiscountBook([Of("all", "10"), Of("eu", "5", "eu"), Of("us", "40", "us")]);
        var only = new DiscountBook([Of("eu", "5", "eu")]);

        Assert.Equal([0.95m, 1m], [book.ApplyLeast(Model, Day).Price.NetFactor, only.ApplyLeast(Model, Day).Price.NetFactor]);
    }

    [Fact]
    public void TheBound_IsLessByTheDiscount()
    {
        const string json = """{"model":"m","max_tokens":1000,"messages":[{"role":"user","content":"hello"}]}""";
        var net = new DiscountBook([Of("all", "50")]).Apply(Model, "eu", Day);

        var (list, less) = (Requests.Bound(Model, Surface.ChatCompletions, json), Requests.Bound(net, Surface.ChatCompletions, json));

        Assert.Equal(list.Total.Nanos, less.Total.Nanos * 2);
        Assert.Equal(list.Least.Nanos, less.Least.Nanos * 2);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100.01")]
    [InlineData("12.345")]
    [InlineData("-5")]
    [InlineData("ten")]
    public void WhatIsNoPercentage_IsNotTaken(string text) => Assert.False(Discount.TryPercent(text, out _));

    private static Discount Of(string name, string percent, string? account = null, string? model = null) => new()
    {
        Name = name, Provider = "lab", Account = account, Model = model, Percent = decimal.Parse(percent, System.Globalization.CultureInfo.InvariantCulture), From = Day, Origin = PriceOrigin.Database,
    };
}
