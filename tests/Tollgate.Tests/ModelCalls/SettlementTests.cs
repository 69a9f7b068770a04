using Tollgate.Core;
using Tollgate.ModelCalls;
using Tollgate.Pricing;
using Tollgate.Tests.Pricing;

namespace Tollgate.Tests.ModelCalls;

/// <summary>What is owed for an attempt: never silently nothing, never silently less than what was reported.</summary>
public sealed class SettlementTests
{
    private static readonly PricedModel Model = new()
    {
        Provider = "openai",
        Model = "m",
        UpstreamModel = "m",
        Traits = new ModelTraits(),
        Price = Prices.Row((Unit.Input, "1"), (Unit.Output, "2")),
        CatalogVersion = "test",
    };

    private static readonly TokenUsage Used = Prices.Usage((Unit.Input, 1000), (Unit.Output, 1000));
    private static readonly Money Price = new Money(3_000_000);

    [Fact]
    public void AReportAboveTheReserve_IsOwedWhole_AndSaysSo()
    {
        var settled = Settle(CallResult.Completed, Used, isFinal: true, Used, new Money(1_000_000));

        Assert.Equal((Price, Money.Zero, LineFlags.AboveReserve), (settled.Cost, settled.Uncertain, settled.Flags));
    }

    [Fact]
    public void ARunningReportAboveTheReserve_IsOwedWhole_AndSaysSo()
    {
        var settled = Settle(CallResult.Broken, Used, isFinal: false, Used, new Money(1_000_000));

        Assert.Equal((Price, Money.Zero, LineFlags.Estimated | LineFlags.AboveReserve), (settled.Cost, settled.Uncertain, settled.Flags));
    }

    [Fact]
    public void AReportThatIsNotTheWholeBill_LeavesTheRestOfTheReserveUncertain()
    {
        var settled = Settle(CallResult.Completed, Used, isFinal: false, Used, new Money(10_000_000));

        Assert.Equal((Price, new Money(7_000_000), LineFlags.Estimated), (settled.Cost, settled.Uncertain, settled.Flags));
    }

    [Fact]
    public void WhatWasOnlyGuessed_StaysWithinTheReserve()
    {
        var settled = Settle(CallResult.Broken, null, isFinal: false, Used, new Money(1_000_000));

        Assert.Equal((new Money(1_000_000), Money.Zero), (settled.Cost, settled.Uncertain));
    }

    [Fact]
    public void WithoutABound_AnEstimateIsOwedAsItIs()
    {
        var settled = Settle(CallResult.Completed, null, isFinal: false, Used, null);

        Assert.Equal((Price, Money.Zero, LineFlags.Estimated), (settled.Cost, settled.Uncertain, settled.Flags));
    }

    [Theory]
    [InlineData(1_000_000, 3_000_000, LineFlags.AboveReserve)]
    [InlineData(5_000_000, 5_000_000, LineFlags.None)]
    public void ACutStream_OwesItsReserve_OrWhatWasReportedAbove(long bound, long cost, LineFlags flags)
    {
        var settled = Settle(CallResult.Cut, Used, isFinal: false, Used, new Money(bound));

        Assert.Equal((new Money(cost), LineFlags.Estimated | LineFlags.Cut | flags), (settled.Cost, settled.Flags));
    }

    [Fact]
    public void WithADiscount_TheNetIsOwed_AndTheListIsKeptBesideIt()
    {
        var net = Model with { Price = Model.Price.Less(12.5m) };

        var settled = Settlement.Of(Completed, net, default, Used, true, false, Used, new SettlementBound(Price, Price, true));
        var guessed = Settlement.Of(Completed, net, default, null, false, false, Used, new SettlementBound(Price, Price, true));

        Assert.Equal((new Money(2_625_000), Price), (settled.Cost, settled.List));
        Assert.Equal((new Money(2_625_000), Price, new Money(375_000)), (guessed.Cost, guessed.List, guessed.Uncertain));
    }

    private static AttemptEnd Completed => new(CallResult.Completed, 200, WasSent: true, ClientLeft: false);

    private static Settlement Settle(CallResult result, TokenUsage? reported, bool isFinal, in TokenUsage estimate, Money? bound) =>
        Settlement.Of(new AttemptEnd(result, 200, WasSent: true, ClientLeft: false), Model, PriceTerms.Served(null, null, null), reported, isFinal, isFree: false, estimate, new SettlementBound(bound ?? Money.Zero, bound ?? Money.Zero, bound is not null));
}
