using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Admin;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Tests.Pricing.Admin;

public sealed class CheapestModelsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly PriceBook Book = new(PriceList.ReadBuiltIn(), [], []);
    private static readonly TokenUsage Work = Prices.Usage((Unit.Input, 10_000), (Unit.Output, 1000));

    [Fact]
    public void TheCheapestComeFirst_AndNoneOfTheRestIsCheaper()
    {
        var found = new CheapestModels(Book, At).Of(new CheapestAsk(Work, "chat", "anthropic", [], 0, 5));

        var all = Book.List.Provider("anthropic")!.Models.Select(model => model.At(At)).Where(model => !(model.Traits.Deprecation <= DateOnly.FromDateTime(At.UtcDateTime)))
            .Select(model => PriceFunction.Cost(model.Price, Work, default)).Order().ToList();
        Assert.Equal(all.Take(5), found.Select(model => model.CostUsd));
    }

    [Fact]
    public void WhatIsAskedForMustBeThere()
    {
        var found = new CheapestModels(Book, At).Of(new CheapestAsk(Work, "chat", null, ["vision", "tools"], 1_000_000, 50));

        Assert.Equal(50, found.Count);
        Assert.All(found, model => Assert.True(model.ContextWindow >= 1_000_000 && model.Capabilities.Contains("vision") && model.Capabilities.Contains("tools") && model.CostUsd > Money.Zero));
    }
}
