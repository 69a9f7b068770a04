using System.Text;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.ModelCalls;

/// <summary>The results of a batch of messages: one JSON value a line, each with the usage of its own message.</summary>
internal static class BatchResults
{
    /// <summary>What a message costs by the model it names and what it used; null when nobody knows.</summary>
    public delegate Money? PriceOf(string? model, ReplyMeter used);

    /// <summary>What all messages cost; null when one of them cannot be read or priced: then the bill stays open.</summary>
    public static Money? Cost(ReadOnlySpan<byte> lines, UsageContainment containment, PriceOf price)
    {
        var sum = Money.Zero;
        foreach (var range in lines.Split((byte)'\n'))
        {
            var line = lines[range].Trim(" \r"u8);
            if (line.IsEmpty)
            {
                continue;
            }

            if (CostOfLine(line, containment, price) is not { } cost)
            {
                return null;
            }

            sum += cost;
        }

        return sum;
    }

    /// <summary>Only a message that was made is billed; one that failed, was cancelled or came too late is not.</summary>
    private static Money? CostOfLine(ReadOnlySpan<byte> line, UsageContainment containment, PriceOf price)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            if (!document.RootElement.TryGetProperty("result", out var result) || !result.TryGetProperty("type", out var type))
            {
                return null;
            }

            if (!type.ValueEquals("succeeded"))
            {
                return Money.Zero;
            }

            var meter = new ReplyMeter(Surface.Messages, containment);
            meter.ReadBody(Encoding.UTF8.GetBytes(result.GetProperty("message").GetRawText()));
            return meter is { HasUsage: true, IsUsageWhole: true } ? price(meter.ServedModel, meter) : null;
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
