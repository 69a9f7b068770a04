using System.Text.Json;
using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Pricing.Catalog;

namespace Tollgate.Tests.Pricing.Catalog;

public sealed class PriceRowReaderTests
{
    private static readonly ProviderSheet Provider = new() { Fees = Prices.Sheet((Unit.WebSearch, "0.01")), Source = "https://prices" };

    [Fact]
    public void Read_ATierThatStatesOnlyInputAndOutput_ScalesCacheReadsWithInput()
    {
        var row = Read("""{"per_million":{"input":"0.2","cache_read":"0.05","output":"0.5"},"tiers":[{"over":128000,"inclusive":true,"per_million":{"input":"0.4","output":"1"}}]}""");

        Assert.Equal(100m, row.Standard.For(128_000)[Unit.CacheRead]);
        Assert.Equal(50m, row.Standard.For(127_999)[Unit.CacheRead]);
    }

    [Fact]
    public void Read_AServiceThatSaysNothingOfLongRequests_NeverCostsLessThanItselfOrTheLongListPrice()
    {
        var row = Read("""{"per_million":{"input":"2","output":"8"},"tiers":[{"over":200000,"per_million":{"input":"4","output":"12"}}],"service":{"priority":{"per_million":{"input":"3.5","output":"14"}}}}""");

        var priority = row[ServiceTier.Priority]!.For(300_000);

        Assert.Equal((4000m, 14000m), (priority[Unit.Input], priority[Unit.Output]));
    }

    [Fact]
    public void Read_AServicesMissingUnits_ScaleWithTheirAncestors()
    {
        var row = Read("""{"per_million":{"input":"2","cache_read":"0.5","output":"8"},"service":{"flex":{"per_million":{"input":"1","output":"4"}}}}""");

        Assert.Equal(250m, row[ServiceTier.Flex]!.Base[Unit.CacheRead]);
    }

    [Fact]
    public void Read_TakesTheProvidersFeesUnlessTheRowStatesItsOwn()
    {
        Assert.Equal(10_000_000m, Read("""{"per_million":{"input":"1"}}""").Standard.Base[Unit.WebSearch]);
        Assert.Equal(35_000_000m, Read("""{"per_million":{"input":"1"},"per_unit":{"web_search":"0.035"}}""").Standard.Base[Unit.WebSearch]);
    }

    [Theory]
    [InlineData("""{"per_million":{"web_search":"1"}}""")]
    [InlineData("""{"per_million":{"prompt":"1"}}""")]
    [InlineData("""{"per_million":{"input":"1e-3"}}""")]
    [InlineData("""{"per_million":{"input":"1"},"service":{"standard":{"factor":"2"}}}""")]
    public void Read_WhatIsNoPrice_IsAFault(string json) => Assert.Throws<FormatException>(() => Read(json));

    private static PriceRow Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PriceRowReader.Read(document.RootElement, Provider, null, new RateSheet());
    }
}
