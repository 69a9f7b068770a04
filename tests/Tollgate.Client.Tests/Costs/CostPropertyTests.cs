using FsCheck;
using FsCheck.Fluent;
using Tollgate.Client.Costs;
using Tollgate.Client.Prices;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;
using Tollgate.TestKit;

namespace Tollgate.Client.Tests.Costs;

/// <summary>Over the whole catalogue: what a book says equals the gateway's pricing function, and its parts equal its totals.</summary>
public sealed class CostPropertyTests
{
    private static readonly DateTimeOffset Now = new HeldClock().GetUtcNow();
    private static readonly string[] Models =
        [.. PriceList.ReadBuiltIn().Providers.SelectMany(provider => provider.Models).Where(model => model.At(Now).IsPriced).Select(model => $"{model.Provider}/{model.Name}")];

    private static readonly Gen<TokenUsage> Usages =
        from counts in Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(0)), (2, Gen.Choose(0, 5000)), (1, Gen.Choose(0, 1_500_000))), Units.Count)
        select Usage(counts);

    private static readonly Gen<(string Model, TokenUsage Usage, string? Tier, string Session)> Calls =
        from model in Gen.Elements(Models)
        from usage in Usages
        from tier in Gen.Elements<string?>(null, "batch", "priority", "flex", "a-word-nobody-knows")
        from session in Gen.Choose(0, 3)
        select (model, usage, tier, $"s{session}");

    [Fact]
    public void ABookEqualsTheGatewaysPricingFunction_AndAllItsSums() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Gen.ListOf(Calls).ToArbitrary(), calls =>
        {
            var book = new CostBook(time: new HeldClock());
            var prices = new PriceBook(PriceList.ReadBuiltIn(), [], []);
            var sum = Money.Zero;
            foreach (var (model, usage, tier, session) in calls)
            {
                var row = prices.Resolve(model, null, Now).Value!;
                var expected = PriceFunction.Cost(row.Price, row.WithFixedUnits(usage), new PriceTerms(tier));
                Assert.Equal(expected, book.Cost(usage, model, session, new CallTerms(tier)));
                sum += expected;
            }

            Assert.Equal(sum, book.Total);
            Assert.Equal(sum, book.SpentToday);
            Assert.Equal(sum, Sum(book.Breakdown().Parts.Select(part => part.Cost)));
            Assert.Equal(sum, Sum(book.Sessions().Select(session => session.Cost)));
            Assert.Equal(sum, Sum(book.Models().Select(model => model.Cost)));
            Assert.All(book.Breakdown().Parts, part => Assert.True(part.Cost >= Money.Zero));
            var back = CostCsv.Read(book.ToCsv());
            Assert.Equal(book.History(int.MaxValue), back);
        }));

    [Fact]
    public void WhatTheCacheSaved_IsTheCostWithoutItLessTheCostWithIt() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Calls.ToArbitrary(), call =>
        {
            var usage = new TokenUsage { [Unit.Input] = call.Usage[Unit.Input] };
            usage[Unit.CacheRead] = call.Usage[Unit.CacheRead];
            usage[Unit.CacheWrite5m] = call.Usage[Unit.CacheWrite5m];
            usage[Unit.CacheWrite1h] = call.Usage[Unit.CacheWrite1h];
            var fresh = new TokenUsage { [Unit.Input] = usage.TotalInput };
            var book = new CostBook(time: new HeldClock());

            var with = book.Cost(usage, call.Model, "s");
            var without = PriceCatalogue.BuiltIn.Price(call.Model, fresh, Now).Cost;

            Assert.InRange((without - with - book.CacheEfficiency().NetSaving).Nanos, -1, 1);
        }));

    private static Money Sum(IEnumerable<Money> parts) => parts.Aggregate(Money.Zero, (sum, part) => sum + part);

    private static TokenUsage Usage(int[] counts)
    {
        var usage = new TokenUsage();
        for (var i = 0; i < counts.Length; i++)
        {
            usage[(Unit)i] = counts[i];
        }

        return usage;
    }
}
