using System.Text.Json;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Reads what a usage report says besides counts: how the call was served and what the provider says it cost.</summary>
internal static class ServedReader
{
    private const decimal TicksPerDollar = 10_000_000_000m;

    /// <summary>Reads the value the reader stands on.</summary>
    public static void Read(ref Utf8JsonReader reader, UsageRowKind kind, ReplyFindings found)
    {
        switch (kind)
        {
            case UsageRowKind.Tier:
                found.Tier.Set(ref reader);
                break;
            case UsageRowKind.Speed:
                found.Speed.Set(ref reader);
                break;
            case UsageRowKind.Region:
                found.Region.Set(ref reader);
                break;
            case UsageRowKind.Cost when reader.TokenType == JsonTokenType.StartObject:
                ReadTotalCost(ref reader, found);
                return;
            case UsageRowKind.Cost:
                found.Cost = Amount(ref reader, found) ?? found.Cost;
                break;
            case UsageRowKind.CostTicks:
                found.Cost = Amount(ref reader, found) / TicksPerDollar ?? found.Cost;
                break;
            default:
                found.UpstreamCost = Amount(ref reader, found) ?? found.UpstreamCost;
                break;
        }

        reader.Skip();
    }

    private static void ReadTotalCost(ref Utf8JsonReader reader, ReplyFindings found)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTotal = reader.ValueTextEquals("total_cost"u8);
            reader.Read();
            if (isTotal)
            {
                found.Cost = Amount(ref reader, found) ?? found.Cost;
            }

            reader.Skip();
        }
    }

    private static decimal? Amount(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var amount) && amount >= 0)
        {
            return amount;
        }

        found.IsMalformed |= reader.TokenType != JsonTokenType.Null;
        return null;
    }
}
