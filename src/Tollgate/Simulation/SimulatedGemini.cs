using System.Buffers;
using System.Text.Json;

namespace Tollgate.Simulation;

/// <summary>Answers in Gemini generateContent; streams are always server-sent events.</summary>
internal sealed class SimulatedGemini : SimulatedWriter
{
    /// <inheritdoc/>
    public override void Whole(SimulatedCall call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Body(call, json, call.Text, isLast: true);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void Open(SimulatedCall call, IBufferWriter<byte> to)
    {
    }

    /// <inheritdoc/>
    public override void Piece(SimulatedCall call, ReadOnlySpan<char> text, IBufferWriter<byte> to)
    {
        var json = Begin(to);
        Body(call, json, text, isLast: false);
        End(json, to);
    }

    /// <inheritdoc/>
    public override void Close(SimulatedCall call, IBufferWriter<byte> to)
    {
        var json = Begin(to);
        Body(call, json, "", isLast: true);
        End(json, to);
    }

    private static void Body(SimulatedCall call, Utf8JsonWriter json, ReadOnlySpan<char> text, bool isLast)
    {
        json.WriteStartArray("candidates"u8);
        json.WriteStartObject();
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        json.WriteStartObject();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        json.WriteEndObject();
        if (isLast)
        {
            json.WriteString("finishReason"u8, call.IsCut ? "MAX_TOKENS" : "STOP");
        }

        json.WriteNumber("index"u8, 0);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("usageMetadata"u8);
        json.WriteNumber("promptTokenCount"u8, call.PromptTokens);
        json.WriteNumber("cachedContentTokenCount"u8, call.CachedTokens);
        json.WriteNumber("candidatesTokenCount"u8, isLast ? call.OutputTokens : 0);
        json.WriteNumber("totalTokenCount"u8, call.PromptTokens + (isLast ? call.OutputTokens : 0));
        json.WriteEndObject();
        json.WriteString("modelVersion"u8, call.Model);
        json.WriteString("responseId"u8, call.Id);
    }
}
