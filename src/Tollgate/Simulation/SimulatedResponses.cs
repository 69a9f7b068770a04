using System.Buffers;
using System.Text.Json;

namespace Tollgate.Simulation;

/// <summary>Answers in OpenAI Responses.</summary>
internal sealed class SimulatedResponses : SimulatedWriter
{
    private int _sequence;

    /// <inheritdoc/>
    public override void Whole(SimulatedCall call, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Response(call, json, isDone: true);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void Open(SimulatedCall call, IBufferWriter<byte> to)
    {
        Snapshot(call, to, "response.created"u8, isDone: false);
        Item(call, to, "response.output_item.added"u8, isDone: false);
        Part(call, to, "response.content_part.added"u8, isDone: false);
    }

    /// <inheritdoc/>
    public override void Piece(SimulatedCall call, ReadOnlySpan<char> text, IBufferWriter<byte> to)
    {
        var json = BeginContent(call, to, "response.output_text.delta"u8);
        json.WriteString("delta"u8, text);
        End(json, to);
    }

    /// <inheritdoc/>
    public override void Close(SimulatedCall call, IBufferWriter<byte> to)
    {
        var json = BeginContent(call, to, "response.output_text.done"u8);
        json.WriteString("text"u8, call.Text);
        End(json, to);
        Part(call, to, "response.content_part.done"u8, isDone: true);
        Item(call, to, "response.output_item.done"u8, isDone: true);
        Snapshot(call, to, call.IsCut ? "response.incomplete"u8 : "response.completed"u8, isDone: true);
    }

    private void Snapshot(SimulatedCall call, IBufferWriter<byte> to, ReadOnlySpan<byte> name, bool isDone)
    {
        var json = BeginNumbered(to, name);
        json.WriteStartObject("response"u8);
        Response(call, json, isDone);
        json.WriteEndObject();
        End(json, to);
    }

    private void Item(SimulatedCall call, IBufferWriter<byte> to, ReadOnlySpan<byte> name, bool isDone)
    {
        var json = BeginNumbered(to, name);
        json.WriteNumber("output_index"u8, 0);
        json.WritePropertyName("item"u8);
        Message(call, json, isDone);
        End(json, to);
    }

    private void Part(SimulatedCall call, IBufferWriter<byte> to, ReadOnlySpan<byte> name, bool isDone)
    {
        var json = BeginContent(call, to, name);
        json.WritePropertyName("part"u8);
        Text(json, isDone ? call.Text : "");
        End(json, to);
    }

    private Utf8JsonWriter BeginContent(SimulatedCall call, IBufferWriter<byte> to, ReadOnlySpan<byte> name)
    {
        var json = BeginNumbered(to, name);
        json.WriteString("item_id"u8, "msg_" + call.Id);
        json.WriteNumber("output_index"u8, 0);
        json.WriteNumber("content_index"u8, 0);
        return json;
    }

    private Utf8JsonWriter BeginNumbered(IBufferWriter<byte> to, ReadOnlySpan<byte> name)
    {
        var json = Begin(to, name);
        json.WriteNumber("sequence_number"u8, _sequence++);
        return json;
    }

    private static void Response(SimulatedCall call, Utf8JsonWriter json, bool isDone)
    {
        json.WriteString("id"u8, call.Id);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, call.Created);
        json.WriteString("status"u8, !isDone ? "in_progress" : call.IsCut ? "incomplete" : "completed");
        json.WriteString("model"u8, call.Model);
        json.WriteStartArray("output"u8);
        if (isDone)
        {
            Message(call, json, isDone);
        }

        json.WriteEndArray();
        if (isDone)
        {
            json.WriteStartObject("usage"u8);
            json.WriteNumber("input_tokens"u8, call.PromptTokens);
            json.WriteStartObject("input_tokens_details"u8);
            json.WriteNumber("cached_tokens"u8, call.CachedTokens);
            json.WriteEndObject();
            json.WriteNumber("output_tokens"u8, call.OutputTokens);
            json.WriteNumber("total_tokens"u8, call.PromptTokens + call.OutputTokens);
            json.WriteEndObject();
        }
    }

    private static void Message(SimulatedCall call, Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, "msg_" + call.Id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("status"u8, isDone ? "completed" : "in_progress");
        json.WriteString("role"u8, "assistant"u8);
        json.WriteStartArray("content"u8);
        if (isDone)
        {
            Text(json, call.Text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "output_text"u8);
        json.WriteStartArray("annotations"u8);
        json.WriteEndArray();
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }
}
