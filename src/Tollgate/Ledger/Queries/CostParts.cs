using System.Globalization;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>Takes a line's cost apart: the rates that it was priced with stand in the line itself.</summary>
internal static class CostParts
{
    private const decimal Million = 1_000_000m;
    private const string Other = "other";

    /// <summary>The parts; null where the line names no rates.</summary>
    public static IReadOnlyList<CostPart>? Of(in TokenUsage usage, string? rates, Money cost)
    {
        if (rates is null)
        {
            return null;
        }

        try
        {
            using var stated = JsonDocument.Parse(rates);
            return Of(usage, stated.RootElement, cost);
        }
        catch (JsonException)
        {
            // A very long list of rates is cut where the journal has no more room for it.
            return null;
        }
    }

    private static List<CostPart> Of(in TokenUsage usage, JsonElement stated, Money cost)
    {
        var parts = new List<CostPart>();
        var sum = Money.Zero;
        for (var i = 0; i < Units.Count; i++)
        {
            if (usage[(Unit)i] is not 0 and var count && Rate(stated, (Unit)i) is { } rate)
            {
                var isToken = Units.IsTokens((Unit)i);
                var part = Money.CeilingFromNanos(count * decimal.Parse(rate, CultureInfo.InvariantCulture) * Money.NanosPerDollar / (isToken ? Million : 1m));
                parts.Add(new CostPart(Units.Name((Unit)i), count, rate, isToken ? "million tokens" : "piece", part));
                sum += part;
            }
        }

        // Rounding each part adds less than a nano-dollar a part; more is another reason.
        var rest = cost - sum;
        if (Math.Abs(rest.Nanos) > parts.Count)
        {
            parts.Add(new CostPart(Other, null, null, null, rest));
        }

        return parts;
    }

    /// <summary>A bucket without a rate of its own takes the one of what it belongs to.</summary>
    private static string? Rate(JsonElement stated, Unit unit)
    {
        for (Unit? at = unit; at is { } known; at = Units.Parent(known))
        {
            if (stated.TryGetProperty(Units.Name(known), out var rate))
            {
                return rate.GetString();
            }
        }

        return null;
    }
}
