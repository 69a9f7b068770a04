using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Bounds;
using static Tollgate.Tests.Pricing.Bounds.Requests;
using static Tollgate.Tests.Pricing.Prices;

namespace Tollgate.Tests.Pricing.Bounds;

public sealed class CostBoundTests
{
    private const string Plain = """{"model":"m","max_tokens":100,"messages":[{"role":"user","content":"hello"}]}""";
    private static readonly PriceRow Claude = Row((Unit.Input, "5"), (Unit.Output, "25"), (Unit.CacheWrite5m, "6.25"), (Unit.CacheWrite1h, "10"), (Unit.CacheRead, "0.5"));

    [Fact]
    public void Text_CountsAsOneTokenPerByte_AtTheDearestOfUncachedAndCacheWrite()
    {
        var bound = Bound(Model(Claude), Surface.Messages, Plain);

        Assert.Equal(Plain.Length, bound.InputTokens);
        Assert.Equal(new Money((Plain.Length * 6250L) + (100 * 25_000)), bound.Total);
    }

    [Fact]
    public void AnHoursCache_IsCountedOnlyWhenAsked()
    {
        var asked = """{"model":"m","max_tokens":100,"messages":[{"role":"user","content":[{"type":"text","text":"hello","cache_control":{"type":"ephemeral","ttl":"1h"}}]}]}""";

        Assert.Equal(10_000m * asked.Length, Bound(Model(Claude), Surface.Messages, asked).FixedNanos);
    }

    [Fact]
    public void Constants_AreAddedPerRequestMessageAndTool()
    {
        var traits = new ModelTraits { ContextWindow = 100_000, MaxOutput = 8_000, TokensPerRequest = 1000, TokensPerMessage = 100, TokensPerTool = 10, TokensForTools = 5 };
        var json = """{"model":"m","max_tokens":1,"tools":[{"name":"a","input_schema":{}},{"name":"b","input_schema":{}}],"messages":[{"role":"user","content":"x"}]}""";

        Assert.Equal(json.Length + 1000 + 100 + 20 + 5, Bound(Model(Claude, traits), Surface.Messages, json).InputTokens);
    }

    [Theory]
    [InlineData("", 14)]
    [InlineData(",\"search_context_size\":\"low\"", 6)]
    [InlineData(",\"search_context_size\":\"medium\",\"user_location\":{}", 10)]
    [InlineData(",\"search_context_size\":\"huge\"", 14)]
    public void TheFeeOfASearch_IsThatOfTheSizeAskedFor_AndTheDearestWhenItIsNotKnown(string size, long thousandths)
    {
        var json = $$"""{"model":"m","max_output_tokens":1,"max_tool_calls":1,"tools":[{"type":"web_search"{{size}}}],"input":"x"}""";
        var row = new PriceRow(new ServiceRates(Rates((Unit.Input, "0"), (Unit.Output, "0"), (Unit.WebSearch, "0.01")), []))
        {
            Sizes = [new SizedFees("low", Rates((Unit.WebSearch, "0.006"))), new SizedFees("medium", Rates((Unit.WebSearch, "0.01"))), new SizedFees("high", Rates((Unit.WebSearch, "0.014")))],
        };

        Assert.Equal(thousandths * 1_000_000, Bound(Model(row), Surface.Responses, json).FixedNanos);
    }

    [Fact]
    public void AReferenceToBytesWeDoNotHold_CountsAsTheContextWindow()
    {
        var json = """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://x/y.png"}}]}]}""";

        Assert.Equal(200_000, Bound(Model(Claude), Surface.Messages, json).InputTokens);
    }

    [Fact]
    public void AnInlineImage_CountsItsDeclaredMaximum_NotItsBytes()
    {
        var data = new string('A', 40_000);
        var json = $$$"""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{data}}}"}}]}]}""";
        var traits = Model(Claude).Traits with { TokensPerImage = 1600 };

        Assert.InRange(Bound(Model(Claude, traits), Surface.Messages, json).InputTokens, 1600, 2000);
    }

    [Fact]
    public void InputBeyondTheContextWindow_IsNeverBilled_WhereTheProviderRefusesIt()
    {
        var json = $$"""{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"{{new string('x', 300_000)}}"}]}""";

        Assert.Equal(200_000, Bound(Model(Claude), Surface.Messages, json).InputTokens);
        Assert.True(Bound(Model(Claude, Model(Claude).Traits with { EnforcesContext = false }), Surface.Messages, json).InputTokens > 300_000);
    }

    [Fact]
    public void AListOfTextsToEmbed_IsNotCappedByTheWindowOfOneText()
    {
        var json = $$"""{"model":"m","input":["{{new string('x', 150_000)}}","{{new string('y', 150_000)}}"]}""";

        var bound = Bound(Model(Row((Unit.Input, "0.02"))), Surface.Embeddings, json);

        Assert.True(bound.InputTokens > 300_000);
        Assert.Equal(0, bound.OutputLimit);
    }

    [Theory]
    [InlineData("\"max_tokens\":100,", 100)]
    [InlineData("\"max_tokens\":9000,", 8000)]
    [InlineData("", 8000)]
    public void Output_IsTheRequestsLimit_AtMostWhatTheModelCanWrite(string limit, long expected)
    {
        var json = $$"""{"model":"m",{{limit}}"messages":[{"role":"user","content":"x"}]}""";

        Assert.Equal(expected, Bound(Model(Claude), Surface.ChatCompletions, json).OutputLimit);
    }

    [Fact]
    public void SeveralChoices_MultiplyTheOutput()
    {
        var json = """{"model":"m","max_tokens":100,"n":4,"messages":[{"role":"user","content":"x"}]}""";

        var bound = Bound(Model(Claude), Surface.ChatCompletions, json);

        Assert.Equal(400, bound.OutputTokens);
        Assert.Equal(25_000m * 400, bound.Total.Nanos - bound.Input.Nanos);
    }

    [Fact]
    public void AModelWhoseLimitLeavesReasoningOut_IsBoundedByItsMaximumOutput_AndCannotBeClamped()
    {
        var bound = Bound(Model(Claude, Model(Claude).Traits with { LimitIncludesReasoning = false }), Surface.Messages, Plain);

        Assert.Equal(bound.Total, bound.At(1));
        Assert.True(bound.Total.Nanos >= 8000 * 25_000L);
        Assert.False(bound.CanClamp);
    }

    [Theory]
    [InlineData("", 1_750)]
    [InlineData("\"service_tier\":\"auto\",", 1_750)]
    [InlineData("\"service_tier\":\"default\",", 1_000)]
    [InlineData("\"service_tier\":\"flex\",", 1_000)]
    [InlineData("\"service_tier\":\"novel\",", 1_750)]
    public void TheDearestServiceTierThatTheRequestPermits_IsCounted(string tier, int nanosPerToken)
    {
        var row = Row((Unit.Input, "1"), (Unit.Output, "1")).With(ServiceTier.Flex, new ServiceRates(Rates((Unit.Input, "0.5"), (Unit.Output, "0.5")), []))
            .With(ServiceTier.Priority, new ServiceRates(Rates((Unit.Input, "1.75"), (Unit.Output, "1.75")), []));
        var traits = Model(row).Traits with { Wishes = new TierWishes([("default", ServiceTier.Standard), ("flex", ServiceTier.Flex), ("priority", ServiceTier.Priority), ("auto", ServiceTier.Priority), ("", ServiceTier.Priority)]) };
        var json = $$"""{"model":"m",{{tier}}"max_tokens":10,"messages":[{"role":"user","content":"x"}]}""";

        Assert.Equal((decimal)nanosPerToken * json.Length, Bound(Model(row, traits), Surface.ChatCompletions, json).FixedNanos);
    }

    [Fact]
    public void FastMode_IsCountedWhenItIsAskedFor()
    {
        var row = Row((Unit.Input, "1"), (Unit.Output, "1")).With(ServiceTier.Fast, new ServiceRates(Rates((Unit.Input, "6"), (Unit.Output, "6")), []));
        var fast = """{"model":"m","speed":"fast","max_tokens":10,"messages":[{"role":"user","content":"x"}]}""";

        Assert.Equal(6000m * fast.Length, Bound(Model(row), Surface.Messages, fast).FixedNanos);
        Assert.Equal(1000m * Plain.Length, Bound(Model(row), Surface.Messages, Plain).FixedNanos);
    }

    [Fact]
    public void AContextTier_IsCountedOnceTheBoundReachesIt()
    {
        var row = new PriceRow(new ServiceRates(Rates((Unit.Input, "1"), (Unit.Output, "10")), [new ContextTier(1000, false, Rates((Unit.Input, "2"), (Unit.Output, "15")))]));
        var longer = $$"""{"model":"m","max_tokens":10,"messages":[{"role":"user","content":"{{new string('x', 1000)}}"}]}""";

        Assert.Equal((1000m, 10_000m), PerToken(Bound(Model(row), Surface.Messages, Plain)));
        Assert.Equal((2000m, 15_000m), PerToken(Bound(Model(row), Surface.Messages, longer)));

        static (decimal, decimal) PerToken(CallBound bound) => (bound.FixedNanos / bound.InputTokens, bound.NanosPerOutputToken);
    }

    [Fact]
    public void AServerTool_CountsTheWindowForEveryTurn_AndItsFees()
    {
        var row = Row((Unit.Input, "1"), (Unit.Output, "1"), (Unit.WebSearch, "0.01"));
        var json = """{"model":"m","max_tokens":10,"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":3}],"messages":[{"role":"user","content":"x"}]}""";

        var bound = Bound(Model(row), Surface.Messages, json);

        Assert.Equal(4 * 200_000, bound.InputTokens);
        Assert.Equal((4 * 200_000 * 1000m) + (3 * 10_000_000m), bound.FixedNanos);
    }

    [Theory]
    [InlineData("""{"model":"m","max_tokens":10,"tools":[{"type":"web_search_20250305","name":"web_search"}],"messages":[{"role":"user","content":"x"}]}""", RefusalCode.CostUnbounded)]
    [InlineData("""{"model":"m","max_tokens":10,"messages":[{"role":"user","content":[{"type":"hologram","data":"x"}]}]}""", RefusalCode.CostUnbounded)]
    [InlineData("""{"model":"m","max_tokens":10,"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":3}],"messages":[{"role":"user","content":"x"}]}""", RefusalCode.PriceUnknown)]
    public void WhatHasNoBound_SaysWhy(string json, RefusalCode code)
    {
        var bound = Bound(Model(Claude), Surface.Messages, json);

        Assert.Equal(code, bound.Unbounded?.Code);
        Assert.NotNull(bound.Unbounded!.Help);
    }

    [Fact]
    public void AModelWithoutAPrice_SaysTheCommandThatSetsOne()
    {
        var bound = Bound(UnknownModel.Of("lab", "m"), Surface.Messages, Plain);

        Assert.Equal(RefusalCode.PriceUnknown, bound.Unbounded?.Code);
        Assert.Contains("tollgate models price lab/m", bound.Unbounded!.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Surface.CountTokens)]
    [InlineData(Surface.Moderations)]
    public void CountingTokensAndModeration_AreFree(Surface surface)
    {
        var json = surface == Surface.Moderations ? """{"model":"m","input":"x"}""" : Plain;

        Assert.Equal(Money.Zero, Bound(Model(Claude), surface, json).Total);
    }

    [Fact]
    public void ASharperInput_ReplacesTheBytes_AndNeverTheOtherWayRound()
    {
        Assert.Equal(10, Bound(Model(Claude), Surface.Messages, Plain, new SharpInput(10)).InputTokens);
        Assert.Equal(Plain.Length, Bound(Model(Claude), Surface.Messages, Plain, new SharpInput(10_000)).InputTokens);
    }

    [Fact]
    public void LargestLimit_IsTheInverseOfAt()
    {
        var bound = Bound(Model(Claude), Surface.Messages, """{"model":"m","max_tokens":8000,"messages":[{"role":"user","content":"x"}]}""");
        for (var nanos = bound.Input.Nanos - 2; nanos < bound.Input.Nanos + 200_000; nanos += 7919)
        {
            var limit = bound.LargestLimit(new Money(nanos));
            if (limit < 0)
            {
                Assert.True(bound.At(0).Nanos > nanos);
                continue;
            }

            Assert.True(bound.At(limit).Nanos <= nanos);
            Assert.True(limit == bound.OutputLimit || bound.At(limit + 1).Nanos > nanos);
        }
    }

    [Fact]
    public void AClamp_StopsAboveTheThinkingBudget()
    {
        var json = """{"model":"m","max_tokens":8000,"thinking":{"type":"enabled","budget_tokens":4000},"messages":[{"role":"user","content":"x"}]}""";

        Assert.Equal(4001, Bound(Model(Claude), Surface.Messages, json).LeastLimit);
        Assert.Equal(1024, Bound(Model(Claude), Surface.Messages, Plain).LeastLimit);
    }
}
