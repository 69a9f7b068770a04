using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Dialects.Replies;

namespace Tollgate.ModelCalls.Bills;

/// <summary>What one answer of a batch costs. Only an answer that was made is billed; a request that failed, was cancelled or came too late is not.</summary>
internal static class BatchAnswer
{
    /// <summary>What an answer costs by the model it names and what it used; null when nobody knows.</summary>
    public delegate Money? PriceOf(string? model, ReplyMeter used);

    /// <summary>A message of Anthropic's, in its envelope; null when it cannot be read or priced.</summary>
    public static Money? OfMessage(ReadOnlySpan<byte> line, UsageContainment containment, PriceOf price) => Read(line, envelope =>
    {
        if (!envelope.TryGetProperty("result", out var result) || !result.TryGetProperty("type", out var type))
        {
            return null;
        }

        return type.ValueEquals("succeeded") ? Cost(result.GetProperty("message"), Surface.Messages, containment, price) : Money.Zero;
    });

    /// <summary>An answer of OpenAI's or its kind, in its envelope; null when it cannot be read or priced.</summary>
    public static Money? OfAnswer(ReadOnlySpan<byte> line, Func<Surface, UsageContainment> containment, PriceOf price) => Read(line, envelope =>
    {
        if (!envelope.TryGetProperty("response", out var response) || response.ValueKind != JsonValueKind.Object)
        {
            return envelope.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? Money.Zero : null;
        }

        if (response.GetProperty("status_code").GetInt32() != StatusCodes.Status200OK)
        {
            return Money.Zero;
        }

        var body = response.GetProperty("body");
        var surface = body.TryGetProperty("object", out var kind) && kind.ValueEquals("response") ? Surface.Responses : Surface.ChatCompletions;
        return Cost(body, surface, containment(surface), price);
    });

    /// <summary>An answer of Gemini's, bare or in its envelope; null when it cannot be read or priced.</summary>
    public static Money? OfContent(ReadOnlySpan<byte> line, UsageContainment containment, PriceOf price) => Read(line, answer => OfContent(answer, containment, price));

    /// <summary>The same, where it is read already.</summary>
    public static Money? OfContent(JsonElement answer, UsageContainment containment, PriceOf price)
    {
        if (answer.TryGetProperty("response", out var response))
        {
            return Cost(response, Surface.GenerateContent, containment, price);
        }

        if (answer.TryGetProperty("usageMetadata", out _))
        {
            return Cost(answer, Surface.GenerateContent, containment, price);
        }

        return answer.TryGetProperty("error", out _) || answer.TryGetProperty("status", out _) ? Money.Zero : null;
    }

    private static Money? Cost(JsonElement answer, Surface surface, UsageContainment containment, PriceOf price)
    {
        var meter = new ReplyMeter(surface, containment);
        meter.ReadBody(JsonMarshal.GetRawUtf8Value(answer));
        return meter is { HasUsage: true, IsUsageWhole: true } ? price(meter.ServedModel, meter) : null;
    }

    private static Money? Read(ReadOnlySpan<byte> json, Func<JsonElement, Money?> read)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            return read(document.RootElement);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}
