using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>Reads a price that somebody sets: by unit, as decimal text.</summary>
internal static class OwnPrice
{
    /// <summary>The rates that are stated; every fault is told by the field's name.</summary>
    public static RateSheet Read(IEnumerable<KeyValuePair<string, string>> perMillion, IEnumerable<KeyValuePair<string, string>> perUnit, Action<string, string> tellFault)
    {
        var sheet = new RateSheet();
        State(perMillion, "price_per_million", true, sheet, tellFault);
        State(perUnit, "price_per_unit", false, sheet, tellFault);
        return sheet;
    }

    private static void State(IEnumerable<KeyValuePair<string, string>> prices, string field, bool tokens, RateSheet sheet, Action<string, string> tellFault)
    {
        foreach (var (name, text) in prices)
        {
            if (!TryUnit(name, out var unit) || Units.IsTokens(unit) != tokens)
            {
                tellFault($"{field}.{name}", $"is not a unit; known are {string.Join(", ", Names(tokens))}");
            }
            else if (!sheet.TryState(unit, text))
            {
                tellFault($"{field}.{name}", $"takes dollars {(tokens ? "per million tokens" : "per piece")} as a decimal, for example \"2.50\"");
            }
        }
    }

    /// <summary>A unit by its name; `cache_write` alone is the provider's usual duration.</summary>
    private static bool TryUnit(string name, out Unit unit) => Units.TryParse(name == "cache_write" ? "cache_write_5m" : name, out unit);

    private static IEnumerable<string> Names(bool tokens) =>
        Enumerable.Range(0, Units.Count).Select(i => (Unit)i).Where(unit => Units.IsTokens(unit) == tokens).Select(Units.Name);
}
