using System.Text.Json;
using Tollgate.Client.Costs;
using Tollgate.Core;

namespace Tollgate.Client.Exports;

/// <summary>A cost book as JSON.</summary>
internal static class CostJson
{
    /// <summary>Totals, parts, cache, sessions, models, and the rows that add up to the total.</summary>
    public static string Write(CostBook book)
    {
        var (all, parts, cache, uncertain) = book.Totals();
        return JsonText.Write(json =>
        {
            Sums(json, all);
            json.WriteNumber("uncertain_prices", uncertain);
            Parts(json, parts);
            Cache(json, cache);
            List(json, "sessions", book.Sessions());
            List(json, "models", book.Models());
            json.WriteStartArray("rows");
            foreach (var entry in book.Rows())
            {
                Entry(json, entry);
            }

            json.WriteEndArray();
        });
    }

    private static void Sums(Utf8JsonWriter json, SessionCost sums)
    {
        json.WriteNumber("calls", sums.Calls);
        json.WriteString("cost_usd", sums.Cost.ToString());
        Usage(json, sums.Usage);
    }

    private static void Parts(Utf8JsonWriter json, CostBreakdown breakdown)
    {
        json.WriteStartObject("parts");
        foreach (var part in breakdown.Parts)
        {
            json.WriteStartObject(JsonNamingPolicy.SnakeCaseLower.ConvertName(part.Kind.ToString()));
            json.WriteString("cost_usd", part.Cost.ToString());
            json.WriteNumber("percent", decimal.Round(part.Percent, 2));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Cache(Utf8JsonWriter json, CacheEfficiency cache)
    {
        json.WriteStartObject("prompt_cache");
        json.WriteString("read_saving_usd", cache.ReadSaving.ToString());
        json.WriteString("write_premium_usd", cache.WritePremium.ToString());
        json.WriteString("net_saving_usd", cache.NetSaving.ToString());
        json.WriteNumber("hit_rate_percent", decimal.Round(cache.HitRatePercent, 2));
        json.WriteNumber("savings_percent", decimal.Round(cache.SavingsPercent, 2));
        json.WriteEndObject();
    }

    private static void List(Utf8JsonWriter json, string name, IEnumerable<SessionCost> items)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteString("name", item.Name);
            Sums(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Entry(Utf8JsonWriter json, CostEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("at", entry.At);
        json.WriteString("session", entry.Session);
        json.WriteString("provider", entry.Provider);
        json.WriteString("model", entry.Model);
        json.WriteString("cost_usd", entry.Cost.ToString());
        Usage(json, entry.Usage);
        json.WriteStartArray("flags");
        foreach (var flag in entry.Flags.Wire())
        {
            json.WriteStringValue(flag);
        }

        json.WriteEndArray();
        if (entry.RequestId is { } id)
        {
            json.WriteString("request_id", id);
        }

        json.WriteEndObject();
    }

    private static void Usage(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WriteStartObject("usage");
        for (var i = 0; i < Units.Count; i++)
        {
            if (usage[(Unit)i] is var count && count != 0)
            {
                json.WriteNumber(Units.Name((Unit)i), count);
            }
        }

        json.WriteEndObject();
    }
}
