using System.Globalization;
using Tollgate.Core;
using Tollgate.Pricing;

namespace Tollgate.Tests.Pricing;

/// <summary>A random price and a random usage, once for the product and once for the oracle.</summary>
internal sealed record PricedCase(PriceRow Row, TokenUsage Usage, PriceTerms Terms, BillOracle Oracle, Dictionary<string, long> Counts)
{
    private static readonly Unit[] Pieces = [Unit.WebSearch, Unit.Request, Unit.Image, Unit.AudioSecond, Unit.Character];

    public static PricedCase Random(int seed)
    {
        var random = new Random(seed);
        var prices = Sheet(random, out var texts);
        var tiers = new List<ContextTier>();
        var oracleTiers = new List<(long, bool, Dictionary<string, string>)>();
        foreach (var over in new[] { 128_000L, 200_000L }.Take(random.Next(3)))
        {
            var inclusive = random.Next(2) == 0;
            var sheet = new RateSheet();
            var tierTexts = texts.ToDictionary(pair => pair.Key, pair => Price(random, 6));
            foreach (var (unit, text) in tierTexts)
            {
                Assert.True(Units.TryParse(unit, out var parsed) && sheet.TryState(parsed, text));
            }

            tiers.Add(new ContextTier(over, inclusive, new Rates(sheet)));
            oracleTiers.Add((over, inclusive, tierTexts));
        }

        var factor = random.Next(3) == 0 ? "1.1" : "1";
        var row = new PriceRow(new ServiceRates(new Rates(prices), tiers)) { Regions = [new RegionFactor("us", decimal.Parse(factor, CultureInfo.InvariantCulture))] };
        var counts = Amounts(random, texts, tiers);
        var usage = new TokenUsage();
        foreach (var (unit, count) in counts)
        {
            Assert.True(Units.TryParse(unit, out var parsed));
            usage[parsed] = count;
        }

        return new PricedCase(row, usage, new PriceTerms(Region: "us"), new BillOracle { Prices = texts, Tiers = oracleTiers, Factor = factor }, counts);
    }

    private static RateSheet Sheet(Random random, out Dictionary<string, string> texts)
    {
        var sheet = new RateSheet();
        texts = [];
        for (var i = 0; i < Units.Count; i++)
        {
            var unit = (Unit)i;
            var isRoot = unit is Unit.Input or Unit.Output;
            if (isRoot || Pieces.Contains(unit) || (Units.IsTokens(unit) && random.Next(2) == 0))
            {
                var text = Price(random, Units.IsTokens(unit) ? 10 : 12);
                Assert.True(sheet.TryState(unit, text));
                texts[Units.Name(unit)] = text;
            }
        }

        return sheet;
    }

    private static Dictionary<string, long> Amounts(Random random, Dictionary<string, string> texts, List<ContextTier> tiers)
    {
        var counts = new Dictionary<string, long>();
        for (var i = 0; i < Units.Count; i++)
        {
            var unit = (Unit)i;
            if (Units.IsTokens(unit) || texts.ContainsKey(Units.Name(unit)))
            {
                counts[Units.Name(unit)] = random.Next(3) == 0 ? 0 : random.NextInt64(1, Units.IsTokens(unit) ? 40_000 : 20);
            }
        }

        if (tiers.Count > 0 && random.Next(3) == 0)
        {
            // Exactly at the edge, one below, one above.
            var others = counts.Where(pair => Units.TryParse(pair.Key, out var unit) && Units.IsInput(unit) && unit != Unit.Input).Sum(pair => pair.Value);
            counts["input"] = Math.Max(0, tiers[^1].Over - others + random.Next(-1, 2));
        }

        return counts;
    }

    private static string Price(Random random, int decimals)
    {
        var length = random.Next(decimals + 1);
        var whole = random.Next(4) switch { 0 => 0, 1 => random.Next(10), 2 => random.Next(100), _ => random.Next(1000) };
        var fraction = string.Concat(Enumerable.Range(0, length).Select(_ => (char)('0' + random.Next(10))));
        return length == 0 ? $"{whole}" : $"{whole}.{fraction}";
    }
}
