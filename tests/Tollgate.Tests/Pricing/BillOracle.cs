using System.Numerics;

namespace Tollgate.Tests.Pricing;

/// <summary>
/// What a provider would bill, in unrounded rationals over price texts: written from the rules alone, sharing no code with the product.
/// </summary>
internal sealed class BillOracle
{
    private static readonly string[] Inputs = ["input", "cache_read", "cache_write_5m", "cache_write_1h", "input_audio", "input_image", "input_video", "cache_read_audio", "cache_read_image"];

    private static readonly Dictionary<string, string> Containers = new()
    {
        ["cache_read"] = "input", ["cache_write_5m"] = "input", ["input_audio"] = "input", ["input_image"] = "input", ["input_video"] = "input",
        ["cache_write_1h"] = "cache_write_5m", ["cache_read_audio"] = "input_audio", ["cache_read_image"] = "input_image",
        ["reasoning"] = "output", ["output_audio"] = "output", ["output_image"] = "output", ["citation"] = "output",
    };

    public required Dictionary<string, string> Prices { get; init; }

    /// <summary>Tier prices state every unit that <see cref="Prices"/> states, so that no completion is needed here.</summary>
    public List<(long Over, bool Inclusive, Dictionary<string, string> Prices)> Tiers { get; init; } = [];

    public string Factor { get; init; } = "1";

    /// <summary>Nano-dollars as a fraction.</summary>
    public (BigInteger Numerator, BigInteger Denominator) Bill(IReadOnlyDictionary<string, long> usage)
    {
        var total = usage.Where(pair => Inputs.Contains(pair.Key)).Aggregate(BigInteger.Zero, (sum, pair) => sum + pair.Value);
        var prices = Prices;
        foreach (var tier in Tiers.OrderBy(tier => tier.Over))
        {
            if (total > tier.Over || (tier.Inclusive && total == tier.Over))
            {
                prices = tier.Prices;
            }
        }

        var scale = BigInteger.Pow(10, 60);
        var sum = BigInteger.Zero;
        foreach (var (unit, count) in usage)
        {
            var name = unit;
            while (!prices.ContainsKey(name))
            {
                name = Containers[name];
            }

            var isTokens = Inputs.Contains(unit) || Containers.ContainsKey(unit) || unit == "output";
            var perPiece = Read(prices[name], scale) * 1_000_000_000 / (isTokens ? 1_000_000 : 1);
            sum += perPiece * count * (isTokens ? Read(Factor, 1000) : 1000);
        }

        return (sum, scale * 1000);
    }

    private static BigInteger Read(string text, BigInteger scale)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        return BigInteger.Parse(digits, null) * scale / BigInteger.Pow(10, decimals);
    }
}
