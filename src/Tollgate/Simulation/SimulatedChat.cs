using System.Buffers;
using System.Text.Json;

namespace Tollgate.Simulation;

/// <summary>Answers in OpenAI Chat.</summary>
internal sealed class SimulatedChat : SimulatedWriter
{
    /// <inheritdoc/>
    public override void Whole(SimulatedCall call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Head(call, json, "chat.completion"u8);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, call.Text);
        json.WriteEndObject();
        json.WriteString("finish_reason"u8, Finish(call));
        json.WriteEndObject();
        json.WriteEndArray();
        Usage(call, json);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void Open(SimulatedCall call, IBufferWriter<byte> to) => Chunk(call, "", null, to);

    /// <inheritdoc/>
    public override void Piece(SimulatedCall call, ReadOnlySpan<char> text, IBufferWriter<byte> to) => Chunk(call, text, null, to);

    /// <inheritdoc/>
    public override void Close(SimulatedCall call, IBufferWriter<byte> to)
    {
        Chunk(call, "", Finish(call), to);
        if (call.TellsUsage)
        {
            var json = Begin(to);
            Head(call, json, "chat.completion.chunk"u8);
            json.WriteStartArray("choices"u8);
            json.WriteEndArray();
            Usage(call, json);
            End(json, to);
        }

        to.Write("data: [DONE]\n\n"u8);
    }

    private static void Chunk(SimulatedCall call, ReadOnlySpan<char> text, string? finish, IBufferWriter<byte> to)
    {
        var json = Begin(to);
        Head(call, json, "chat.completion.chunk"u8);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        if (finish is null)
        {
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("content"u8, text);
        }

        json.WriteEndObject();
        json.WriteString("finish_reason"u8, finish);
        json.WriteEndObject();
        json.WriteEndArray();
        End(json, to);
    }

    private static void Head(SimulatedCall call, Utf8JsonWriter json, ReadOnlySpan<byte> kind)
    {
        json.WriteString("id"u8, call.Id);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, call.Created);
        json.WriteString("model"u8, call.Model);
        json.WriteString("system_fingerprint"u8, SimulatedCall.Label);
    }

    private static void Usage(SimulatedCall call, Utf8JsonWriter json)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, call.PromptTokens);
        json.WriteNumber("completion_tokens"u8, call.OutputTokens);
        json.WriteNumber("total_tokens"u8, call.PromptTokens + call.OutputTokens);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, call.CachedTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Finish(SimulatedCall call) => call.IsCut ? "length" : "stop";
}
