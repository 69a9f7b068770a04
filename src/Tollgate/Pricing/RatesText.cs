using System.Runtime.CompilerServices;
using System.Text;
using Tollgate.Core;

namespace Tollgate.Pricing;

/// <summary>The rates that a line was priced with, as JSON: dollars per million tokens or per piece, the stated ones only.</summary>
internal static class RatesText
{
    private static readonly ConditionalWeakTable<Rates, string> Known = [];

    /// <summary>The rates that <see cref="PriceFunction"/> used for such a request; the list price where the served tier is not priced.</summary>
    public static string Of(PriceRow row, in PriceTerms terms, long totalInput)
    {
        var service = ServiceTiers.TryParse(terms.ServedTier, out var tier) ? row[tier] : null;
        return Known.GetValue((service ?? row.Standard).For(totalInput), Write);
    }

    private static string Write(Rates rates)
    {
        var text = new StringBuilder("{");
        for (var i = 0; i < Units.Count; i++)
        {
            var unit = (Unit)i;
            if (rates.States(unit))
            {
                text.Append(text.Length > 1 ? "," : "").Append('"').Append(Units.Name(unit)).Append("\":\"").Append(RateSheet.Text(unit, rates[unit])).Append('"');
            }
        }

        return text.Append('}').ToString();
    }
}
