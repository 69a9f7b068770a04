using Tollgate.Pricing.Catalog;
using Tollgate.Pricing.Updates;

namespace Tollgate.Tests.Pricing.Updates;

public sealed class PriceChangesTests
{
    private static readonly PriceList List = PriceList.ReadBuiltIn();

    [Fact]
    public void BetweenTwoDays_TheRowsThatBeganInBetweenAreTold()
    {
        var changes = PriceChanges.Between(List, Day("2026-08-15"), List, Day("2026-09-15"));

        Assert.Contains(new PriceChange("anthropic", "claude-sonnet-5", "changed", "input", "2", "3"), changes);
        Assert.Contains(new PriceChange("anthropic", "claude-sonnet-5", "changed", "output", "10", "15"), changes);
        Assert.All(changes, change => Assert.Equal("claude-sonnet-5", change.Id));
    }

    [Fact]
    public void TiersServicesRegionsAndSizes_HaveNamesOfTheirOwn()
    {
        var changes = PriceChanges.Between(new PriceList([("lab", Model("1", "2", "1.1", "5"))]), Day("2026-08-15"), new PriceList([("lab", Model("2", "3", "1.2", "6"))]), Day("2026-08-15"));

        Assert.Equal(
            ["batch.input 0.5 1", "batch.output 0.5 1", "high.request 5 6", "input 1 2", "output 1 2", "over_1000.input 2 3", "over_1000.output 2 3", "region.us 1.1 1.2"],
            changes.Select(change => $"{change.Price} {change.Before} {change.After}").Where(text => !text.StartsWith("batch.over", StringComparison.Ordinal)));
    }

    [Fact]
    public void NothingDiffersFromItself() => Assert.Empty(PriceChanges.Between(List, Day("2026-11-21"), List, Day("2026-11-21")));

    private static ReadOnlyMemory<byte> Model(string price, string longer, string region, string fee) => System.Text.Encoding.UTF8.GetBytes($$$$"""
        {"provider":"lab","source":"https://lab.example","source_date":"2026-08-01"}
        {"model":"m","prices":[{"from":"2026-08-01","per_million":{"input":"{{{{price}}}}","output":"{{{{price}}}}"},"tiers":[{"over":1000,"per_million":{"input":"{{{{longer}}}}","output":"{{{{longer}}}}"}}],"service":{"batch":{"factor":"0.5"}},"regions":{"us":"{{{{region}}}}"},"sizes":{"high":{"request":"{{{{fee}}}}"}}}]}
        """);

    private static DateTimeOffset Day(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
