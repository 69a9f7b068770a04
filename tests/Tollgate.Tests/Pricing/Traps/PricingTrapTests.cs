using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;
using Tollgate.Pricing.Catalog;
using Tollgate.Tests.Pricing.Bounds;
using static Tollgate.Tests.Pricing.Prices;

namespace Tollgate.Tests.Pricing.Traps;

/// <summary>The accounting traps that pricing can fall into, by their numbers in the list of 28.</summary>
public sealed class PricingTrapTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly PriceList List = PriceList.ReadBuiltIn();
    private static readonly PriceBook Book = new(List, [], []);
    private static readonly PriceRow Tiered = new(new ServiceRates(
        Rates((Unit.Input, "3"), (Unit.CacheRead, "0.3"), (Unit.Output, "15")),
        [new ContextTier(200_000, false, Rates((Unit.Input, "6"), (Unit.CacheRead, "0.6"), (Unit.Output, "22.5")))]));

    [Fact]
    public void Trap08_TheTierIsChosenOnTotalInput_CachedTokensIncluded()
    {
        var cost = PriceFunction.Cost(Tiered, Usage((Unit.Input, 1000), (Unit.CacheRead, 199_001)), default);

        Assert.Equal(new Money((1000 * 6000L) + (199_001 * 600L)), cost);
    }

    [Fact]
    public void Trap09_TheTierMovesTheWholeRequest_NotThePartAbove()
    {
        var cost = PriceFunction.Cost(Tiered, Usage((Unit.Input, 200_001), (Unit.Output, 10)), default);

        Assert.Equal(new Money((200_001 * 6000L) + (10 * 22_500L)), cost);
    }

    [Theory]
    [InlineData("grok-4-fast-reasoning", 128_000, true)]
    [InlineData("gemini-2.5-pro", 200_000, false)]
    [InlineData("gpt-5.5", 272_000, false)]
    public void Trap10_WhetherTheEdgeItselfIsLong_IsWhatTheRowSays(string model, long edge, bool isLong)
    {
        var price = Book.Resolve(model, null, Now).Value!.Price;

        Assert.Equal(isLong, price.Standard.For(edge) != price.Standard.Base);
        Assert.NotSame(price.Standard.Base, price.Standard.For(edge + 1));
    }

    [Fact]
    public void Trap11_TheTierThatServedIsBilled()
    {
        var price = Book.Resolve("gpt-5.5", null, Now).Value!.Price;
        var usage = Usage((Unit.Input, 1_000_000 / 4));

        Assert.Equal(Money.Parse("1.25"), PriceFunction.Cost(price, usage, new PriceTerms("default")));
        Assert.Equal(Money.Parse("2.50"), PriceFunction.Cost(price, usage, new PriceTerms("priority")));
        Assert.Equal(Money.Parse("0.625"), PriceFunction.Cost(price, usage, new PriceTerms("flex")));
    }

    [Theory]
    [InlineData("gpt-4o-2024-05-13", "gpt-4o")]
    [InlineData("gpt-4-turbo", "gpt-4")]
    [InlineData("gpt-4.1-nano", "gpt-4.1")]
    public void Trap12_ALongerNameIsItsOwnRow(string longer, string shorter) => Assert.NotEqual(
        Book.Resolve(longer, null, Now).Value!.Price.Standard.Base[Unit.Input],
        Book.Resolve(shorter, null, Now).Value!.Price.Standard.Base[Unit.Input]);

    [Fact]
    public void Trap12_ARegionPrefixMeansTheRegionsOwnPrice_WhereItDiffers() => Assert.NotEqual(
        Book.Resolve("bedrock/us.amazon.nova-2-lite-v1:0", null, Now).Value!.Price.Standard.Base[Unit.Input],
        Book.Resolve("bedrock/amazon.nova-2-lite-v1:0", null, Now).Value!.Price.Standard.Base[Unit.Input]);

    [Fact]
    public void Trap12_AnUnknownModelIsNeverFree()
    {
        Assert.True(Book.Resolve("no-such-model", null, Now).IsRefused);
        Assert.Equal(LineFlags.AssumedPrice, Book.Resolve("openai/gpt-99", null, Now).Value!.Flags);
        Assert.True(Book.Resolve("openai/gpt-99", null, Now).Value!.Price.Standard.Base[Unit.Input] > 0);
    }

    [Fact]
    public void Trap13_ManySmallPricesAddUpWithoutDrift()
    {
        var row = Row((Unit.Input, "0.0000000003"), (Unit.Output, "0.1"));
        var usage = Usage((Unit.Input, 3_333_333_333), (Unit.Output, 3));

        // 3,333,333,333 × 0.0000003 + 3 × 100 = 1299.9999999 nano-dollars: only exact arithmetic rounds this to 1300.
        Assert.Equal(new Money(1300), PriceFunction.Cost(row, usage, default));
    }

    [Fact]
    public void Trap15_EveryChoiceIsReservedFor()
    {
        var one = Bound("""{"model":"m","max_tokens":100,"n":1,"messages":[{"role":"user","content":"x"}]}""");
        var five = Bound("""{"model":"m","max_tokens":100,"n":5,"messages":[{"role":"user","content":"x"}]}""");

        Assert.Equal(5 * (one.Total.Nanos - one.Input.Nanos), five.Total.Nanos - five.Input.Nanos);
    }

    [Fact]
    public void Trap20_APriceThatChangesBeforeSettlement_LeavesTheCallsOwnPrice()
    {
        var catalog = new PriceCatalog(new PricingOptions());
        var sent = catalog.Current.Resolve("gpt-4o", null, Now).Value!;
        catalog.Use([new OwnModel { Name = "gpt-4o", Provider = "openai", UpstreamModel = "gpt-4o", Price = Sheet((Unit.Input, "99"), (Unit.Output, "99")), Origin = PriceOrigin.Database, SetAt = Now }]);
        var later = catalog.Current.Resolve("gpt-4o", null, Now).Value!;

        Assert.Equal(2500m, sent.Price.Standard.Base[Unit.Input]);
        Assert.Equal(99_000m, later.Price.Standard.Base[Unit.Input]);
        Assert.NotEqual(sent.CatalogVersion, later.CatalogVersion);
    }

    [Fact]
    public void Trap21_APromotionEndsOnItsDay()
    {
        var at = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(10_000m, Book.Resolve("claude-sonnet-5", null, at.AddTicks(-1)).Value!.Price.Standard.Base[Unit.Output]);
        Assert.Equal(15_000m, Book.Resolve("claude-sonnet-5", null, at).Value!.Price.Standard.Base[Unit.Output]);
    }

    [Fact]
    public void Trap22_EverySearchQueryIsBilled() => Assert.Equal(
        Money.Parse("0.03"),
        PriceFunction.Cost(Book.Resolve("claude-opus-5", null, Now).Value!.Price, Usage((Unit.WebSearch, 3)), default));

    [Fact]
    public void Trap23_WhatAServerToolReturns_IsReservedAsInputOfTheNextTurn()
    {
        var bound = Bound("""{"model":"m","max_tokens":100,"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":1}],"messages":[{"role":"user","content":"x"}]}""");

        Assert.Equal(2 * 200_000, bound.InputTokens);
    }

    [Theory]
    [InlineData("1.00 EUR")]
    [InlineData("¥1")]
    [InlineData("14286 DBU")]
    public void Trap25_APriceInAnotherCurrencyOrInCredits_CannotBeStated(string price) => Assert.False(new RateSheet().TryState(Unit.Input, price));

    [Fact]
    public void Trap27_CountingTokensAndModerationAreFree()
    {
        Assert.True(CostBound.IsFree(Surface.CountTokens) && CostBound.IsFree(Surface.GeminiCountTokens) && CostBound.IsFree(Surface.Moderations));
        Assert.Equal(Money.Zero, PriceFunction.Cost(Book.Resolve("omni-moderation-latest", null, Now).Value!.Price, Usage((Unit.Input, 1000)), default));
    }

    private static CallBound Bound(string json) =>
        Requests.Bound(Requests.Model(Row((Unit.Input, "1"), (Unit.Output, "2"), (Unit.WebSearch, "0.01"))), json.Contains("web_search", StringComparison.Ordinal) ? Surface.Messages : Surface.ChatCompletions, json);
}
