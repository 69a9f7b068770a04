using System.Buffers;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies.Counting;
using Tollgate.Dialects.Replies.Reading;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>Anthropic Messages: the open content block is closed, message_delta says "max_tokens" with the usage so far, message_stop.</summary>
internal sealed class MessagesEnding(ReplyFindings found) : StreamEnding(Dialect.Anthropic, found)
{
    /// <summary>English text has about four bytes a token: the client's figure while the provider's is not out.</summary>
    private const int BytesPerToken = 4;

    private readonly List<int> _open = new(4);
    private bool _hasStarted;

    public override void Follow(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        switch (Found.Event.Kind)
        {
            case EventKind.Started:
                _hasStarted = true;
                break;
            case EventKind.ItemOpened when !_open.Contains(Found.Event.Index):
                _open.Add(Found.Event.Index);
                break;
            case EventKind.ItemClosed:
                _open.Remove(Found.Event.Index);
                break;
            default:
                break;
        }
    }

    public override void WriteCut(IBufferWriter<byte> to)
    {
        if (!_hasStarted)
        {
            WriteStart(to);
        }

        foreach (var index in _open)
        {
            var writer = EventWriter.Begin("content_block_stop"u8, to);
            writer.Json.WriteString("type"u8, "content_block_stop"u8);
            writer.Json.WriteNumber("index"u8, index);
            writer.End();
        }

        if (!Found.SawFinish)
        {
            WriteStopping(to);
        }

        var last = EventWriter.Begin("message_stop"u8, to);
        last.Json.WriteString("type"u8, "message_stop"u8);
        last.End();
    }

    private void WriteStart(IBufferWriter<byte> to)
    {
        var writer = EventWriter.Begin("message_start"u8, to);
        writer.Json.WriteString("type"u8, "message_start"u8);
        writer.Json.WriteStartObject("message"u8);
        writer.Json.WriteString("id"u8, Found.ObjectId.Bytes);
        writer.Json.WriteString("type"u8, "message"u8);
        writer.Json.WriteString("role"u8, "assistant"u8);
        writer.Json.WriteString("model"u8, Found.Model.Bytes);
        writer.Json.WriteStartArray("content"u8);
        writer.Json.WriteEndArray();
        writer.Json.WriteNull("stop_reason"u8);
        writer.Json.WriteNull("stop_sequence"u8);
        WriteUsage(writer.Json);
        writer.Json.WriteEndObject();
        writer.End();
    }

    private void WriteStopping(IBufferWriter<byte> to)
    {
        var writer = EventWriter.Begin("message_delta"u8, to);
        writer.Json.WriteString("type"u8, "message_delta"u8);
        writer.Json.WriteStartObject("delta"u8);
        writer.Json.WriteString("stop_reason"u8, "max_tokens"u8);
        writer.Json.WriteNull("stop_sequence"u8);
        writer.Json.WriteEndObject();
        WriteUsage(writer.Json);
        writer.End();
    }

    private void WriteUsage(Utf8JsonWriter json)
    {
        var written = (Found.OutputBytes + BytesPerToken - 1) / BytesPerToken;
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, Found.Fields[UsageField.Prompt]);
        json.WriteNumber("cache_creation_input_tokens"u8, Found.Fields[UsageField.CacheWrite]);
        json.WriteNumber("cache_read_input_tokens"u8, Found.Fields[UsageField.CacheRead]);
        json.WriteNumber("output_tokens"u8, Math.Max(written, Found.Fields[UsageField.Completion]));
        json.WriteEndObject();
    }
}
