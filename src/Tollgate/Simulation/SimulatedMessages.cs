using System.Buffers;
using System.Text.Json;

namespace Tollgate.Simulation;

/// <summary>Answers in Anthropic Messages.</summary>
internal sealed class SimulatedMessages : SimulatedWriter
{
    /// <inheritdoc/>
    public override void Whole(SimulatedCall call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Head(call, json);
        json.WriteStartArray("content"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, call.Text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("stop_reason"u8, Stop(call));
        json.WriteNull("stop_sequence"u8);
        Usage(call, json, call.OutputTokens);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void Open(SimulatedCall call, IBufferWriter<byte> to)
    {
        var json = Begin(to, "message_start"u8);
        json.WriteStartObject("message"u8);
        Head(call, json);
        json.WriteStartArray("content"u8);
        json.WriteEndArray();
        json.WriteNull("stop_reason"u8);
        json.WriteNull("stop_sequence"u8);
        Usage(call, json, 1);
        json.WriteEndObject();
        End(json, to);

        json = Begin(to, "content_block_start"u8);
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("content_block"u8);
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, ""u8);
        json.WriteEndObject();
        End(json, to);
    }

    /// <inheritdoc/>
    public override void Piece(SimulatedCall call, ReadOnlySpan<char> text, IBufferWriter<byte> to)
    {
        var json = Begin(to, "content_block_delta"u8);
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        json.WriteString("type"u8, "text_delta"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
        End(json, to);
    }

    /// <inheritdoc/>
    public override void Close(SimulatedCall call, IBufferWriter<byte> to)
    {
        var json = Begin(to, "content_block_stop"u8);
        json.WriteNumber("index"u8, 0);
        End(json, to);

        json = Begin(to, "message_delta"u8);
        json.WriteStartObject("delta"u8);
        json.WriteString("stop_reason"u8, Stop(call));
        json.WriteNull("stop_sequence"u8);
        json.WriteEndObject();
        Usage(call, json, call.OutputTokens);
        End(json, to);
        End(Begin(to, "message_stop"u8), to);
    }

    private static void Head(SimulatedCall call, Utf8JsonWriter json)
    {
        json.WriteString("id"u8, call.Id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, call.Model);
    }

    private static void Usage(SimulatedCall call, Utf8JsonWriter json, long output)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, call.FreshTokens);
        json.WriteNumber("cache_creation_input_tokens"u8, 0);
        json.WriteNumber("cache_read_input_tokens"u8, call.CachedTokens);
        json.WriteNumber("output_tokens"u8, output);
        json.WriteEndObject();
    }

    private static string Stop(SimulatedCall call) => call.IsCut ? "max_tokens" : "end_turn";
}
