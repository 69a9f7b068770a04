using System.Globalization;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Analytics.Rollups;

/// <summary>
/// What a provider's prompt cache saved on a line, from the rates that the line keeps: read × (input price − read price)
/// − write × (write price − input price), in whole nano-dollars, rounded down. Negative where writing cost more than reading saved.
/// </summary>
internal sealed class CacheSavings
{
    private const int MostKnown = 4096;
    private const decimal NanosPerTokenOfDollarsPerMillion = 1000m;

    private readonly Dictionary<string, Prices?> _known = new(StringComparer.Ordinal);

    /// <summary>The saving in nano-dollars; 0 where the line states no price of input.</summary>
    public long Of(string? rates, long read, long write5m, long write1h)
    {
        if (rates is null || Find(rates) is not { } prices)
        {
            return 0;
        }

        var dollars = (read * (prices.Input - prices.Read)) - (write5m * (prices.Write5m - prices.Input)) - (write1h * (prices.Write1h - prices.Input));
        return decimal.ToInt64(decimal.Floor(dollars * NanosPerTokenOfDollarsPerMillion));
    }

    private Prices? Find(string rates)
    {
        if (_known.TryGetValue(rates, out var known))
        {
            return known;
        }

        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        return _known[rates] = Read(rates);
    }

    private static Prices? Read(string rates)
    {
        try
        {
            using var json = JsonDocument.Parse(rates);
            if (Price(json.RootElement, Unit.Input) is not { } input)
            {
                return null;
            }

            var write = Price(json.RootElement, Unit.CacheWrite5m) ?? input;
            return new Prices(input, Price(json.RootElement, Unit.CacheRead) ?? input, write, Price(json.RootElement, Unit.CacheWrite1h) ?? write);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static decimal? Price(JsonElement rates, Unit unit) =>
        rates.ValueKind == JsonValueKind.Object && rates.TryGetProperty(Units.Name(unit), out var text) && text.ValueKind == JsonValueKind.String
        && decimal.TryParse(text.GetString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            ? price
            : null;

    private readonly record struct Prices(decimal Input, decimal Read, decimal Write5m, decimal Write1h);
}
