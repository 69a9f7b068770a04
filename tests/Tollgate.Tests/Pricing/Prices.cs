using Tollgate.Core;
using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

/// <summary>Shorthand for prices in tests: dollars per million tokens, or per piece.</summary>
internal static class Prices
{
    public static PriceRow Row(params (Unit Unit, string Price)[] prices) => new(new ServiceRates(Rates(prices), []));

    public static Rates Rates(params (Unit Unit, string Price)[] prices) => new(Sheet(prices));

    public static RateSheet Sheet(params (Unit Unit, string Price)[] prices)
    {
        var sheet = new RateSheet();
        foreach (var (unit, price) in prices)
        {
            Assert.True(sheet.TryState(unit, price));
        }

        return sheet;
    }

    public static TokenUsage Usage(params (Unit Unit, long Count)[] counts)
    {
        var usage = new TokenUsage();
        foreach (var (unit, count) in counts)
        {
            usage[unit] = count;
        }

        return usage;
    }
}
