using Tollgate.Core;
using Tollgate.Dialects.Requests;

namespace Tollgate.Pricing.Bounds;

/// <summary>The input that a provider has reported before its answer's end: Anthropic at the start of a stream, Gemini in every chunk.</summary>
internal static class ReportedInput
{
    /// <summary>
    /// The most that it can cost, in nano-dollars: its kinds are known, the tier that serves may not be, so each kind is priced at the dearest
    /// that the request permits. Null when there is no report of input, or a kind has no price.
    /// </summary>
    public static decimal? Nanos(PricedModel model, in RequestFacts facts, ReadOnlySpan<byte> body, in TokenUsage reported)
    {
        var total = reported.TotalInput;
        if (total == 0)
        {
            return null;
        }

        var rates = new BoundRates(model, facts, body, total, region: null);
        var nanos = 0m;
        for (var i = 0; i < Units.Count; i++)
        {
            var unit = (Unit)i;
            if (!Units.IsInput(unit) || reported[unit] == 0)
            {
                continue;
            }

            if (rates.Of(unit) is not { } rate)
            {
                return null;
            }

            nanos += reported[unit] * rate;
        }

        return nanos;
    }
}
