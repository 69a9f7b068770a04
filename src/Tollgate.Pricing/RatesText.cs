using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>The rates that a line was priced with, as JSON: dollars per million tokens or per piece, the stated ones only; and the discount on them.</summary>
internal static class RatesText
{
    private static readonly ConditionalWeakTable<Rates, string> Known = [];

    /// <summary>The rates that <see cref="PriceFunction"/> used for such a request; the list price where the served tier is not priced.</summary>
    public static string Of(PriceRow row, in PriceTerms terms, long totalInput)
    {
        var service = ServiceTiers.TryParse(terms.ServedTier, out var tier) ? row[tier] : null;
        var rates = (service ?? row.Standard).For(totalInput);
        return row.Sizes.Count == 0 && row.NetFactor == 1m ? Known.GetValue(rates, Plain) : Write(rates, row, terms.SearchSize);
    }

    private static string Plain(Rates rates) => Write(rates, PriceRow.None, null);

    /// <summary>A fee that depends on the size of the search context is the one of that size.</summary>
    private static string Write(Rates rates, PriceRow row, string? size)
    {
        var text = new StringBuilder("{");
        for (var i = 0; i < Units.Count; i++)
        {
            var unit = (Unit)i;
            if (rates.States(unit))
            {
                text.Append(text.Length > 1 ? "," : "").Append('"').Append(Units.Name(unit)).Append("\":\"").Append(RateSheet.Text(unit, row.SizedFee(size, unit) ?? rates[unit])).Append('"');
            }
        }

        if (row.NetFactor != 1m)
        {
            text.Append(text.Length > 1 ? "," : "").Append("\"discount_percent\":\"").Append(((1m - row.NetFactor) * 100m).ToString("0.##", CultureInfo.InvariantCulture)).Append('"');
        }

        return text.Append('}').ToString();
    }
}
