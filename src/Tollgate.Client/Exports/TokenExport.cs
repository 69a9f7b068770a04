using System.Globalization;
using System.Text.Json;
using Tollgate.Api;
using Tollgate.Client.Tokens;

namespace Tollgate.Client.Exports;

/// <summary>A meter as JSON and CSV.</summary>
internal static class TokenExport
{
    /// <summary>Totals and kept updates.</summary>
    public static string Json(TokenMeter meter)
    {
        var facts = meter.Analytics();
        return JsonText.Write(json =>
        {
            json.WriteNumber("limit", meter.Limit);
            json.WriteNumber("context_percent", meter.ContextPercent);
            json.WriteNumber("peak_percent", facts.PeakPercent);
            json.WriteNumber("updates", facts.Updates);
            json.WriteString("trend", JsonNamingPolicy.SnakeCaseLower.ConvertName(facts.Trend.ToString()));
            json.WriteStartObject("totals");
            Write(json, facts.Totals);
            json.WriteEndObject();
            json.WriteStartArray("history");
            foreach (var update in meter.History(int.MaxValue))
            {
                json.WriteStartObject();
                json.WriteString("at", update.At);
                json.WriteString("message_id", update.MessageId);
                Write(json, update.Counts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The kept updates, a row each.</summary>
    public static string Csv(TokenMeter meter)
    {
        var table = new CsvTable(["at", "message_id", "input", "output", "cache_read", "cache_write", "total"]);
        foreach (var update in meter.History(int.MaxValue))
        {
            var counts = update.Counts;
            table.Add(
                update.At.ToString("O", CultureInfo.InvariantCulture), update.MessageId ?? "", Text(counts.Input), Text(counts.Output), Text(counts.CacheRead), Text(counts.CacheWrite), Text(counts.Total));
        }

        return table.ToString();
    }

    private static void Write(Utf8JsonWriter json, in TokenCounts counts)
    {
        json.WriteNumber("input", counts.Input);
        json.WriteNumber("output", counts.Output);
        json.WriteNumber("cache_read", counts.CacheRead);
        json.WriteNumber("cache_write", counts.CacheWrite);
        json.WriteNumber("total", counts.Total);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
