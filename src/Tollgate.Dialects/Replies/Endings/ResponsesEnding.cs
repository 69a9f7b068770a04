using System.Buffers;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies.Counting;
using Tollgate.Dialects.Replies.Reading;
using Tollgate.Dialects.Replies.Relaying;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>
/// OpenAI Responses: the done events of what is open, then response.incomplete with max_output_tokens, sequence numbers going on.
/// The done events repeat what was streamed, so the open items' text is kept as it comes; memory is pooled.
/// </summary>
internal sealed class ResponsesEnding(ReplyFindings found) : StreamEnding(Dialect.OpenAIResponses, found)
{
    private static readonly Keys Renewed = new("status", "incomplete_details", "output", "usage", "error");

    private readonly PooledBytes _response = new();
    private readonly PooledBytes _output = new();
    private readonly List<OpenItem> _open = new(2);
    private readonly Stack<OpenItem> _spare = new(2);

    public override void Follow(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        ref var facts = ref Found.Event;
        switch (facts.Kind)
        {
            case EventKind.Started when !facts.Payload.IsEmpty:
                _response.Clear();
                _response.Append(facts.Payload.Of(data));
                break;
            case EventKind.ItemOpened when !facts.Payload.IsEmpty:
                OpenNew(facts.Index, facts.Payload.Of(data));
                break;
            case EventKind.ItemClosed:
                Close(facts.Index, facts.Payload.Of(data));
                break;
            case EventKind.PartOpened or EventKind.PartClosed or EventKind.Delta or EventKind.TextDone:
                FollowPart(ref facts, facts.Type.IsEmpty ? name : facts.Type.Of(data), data);
                break;
            default:
                break;
        }
    }

    public override void WriteCut(IBufferWriter<byte> to)
    {
        if (_response.Length == 0)
        {
            WriteResponse("response.created"u8, "in_progress"u8, to);
        }

        foreach (var item in _open)
        {
            var closing = new ItemClosing(item, Found);
            closing.Write(to);
            closing.AppendItem(_output);
        }

        WriteResponse("response.incomplete"u8, "incomplete"u8, to);
    }

    public override void Dispose()
    {
        base.Dispose();
        _response.Dispose();
        _output.Dispose();
        foreach (var item in _open)
        {
            item.Dispose();
        }

        foreach (var item in _spare)
        {
            item.Dispose();
        }
    }

    private void OpenNew(int index, ReadOnlySpan<byte> json)
    {
        var item = _spare.Count > 0 ? _spare.Pop() : new OpenItem();
        item.Begin(index, json);
        _open.Add(item);
    }

    private void Close(int index, ReadOnlySpan<byte> json)
    {
        if (_output.Length > 0)
        {
            _output.Append(","u8);
        }

        _output.Append(json);
        if (Find(index) is { } item)
        {
            _open.Remove(item);
            _spare.Push(item);
        }
    }

    private void FollowPart(ref EventFacts facts, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        if (Find(facts.Index) is not { } item)
        {
            return;
        }

        switch (facts.Kind)
        {
            case EventKind.PartOpened:
                PartFollowing.Open(item, type, facts.Part, facts.Payload.Of(data));
                break;
            case EventKind.PartClosed:
                PartFollowing.Close(item, type, facts.Payload.Of(data));
                break;
            case EventKind.Delta:
                PartFollowing.Extend(item, type, facts.Part, facts.Delta.Of(data));
                break;
            default:
                item.IsTextDone = true;
                break;
        }
    }

    private OpenItem? Find(int index)
    {
        foreach (var item in _open)
        {
            if (item.Index == index)
            {
                return item;
            }
        }

        return null;
    }

    private void WriteResponse(ReadOnlySpan<byte> type, ReadOnlySpan<byte> status, IBufferWriter<byte> to)
    {
        var writer = EventWriter.Begin(type, to);
        writer.Json.WriteString("type"u8, type);
        writer.Json.WriteNumber("sequence_number"u8, ++Found.Sequence);
        writer.Json.WriteStartObject("response"u8);
        if (_response.Length > 0)
        {
            JsonCopy.Properties(_response.Span, Renewed, writer.Json);
        }
        else
        {
            WriteUnknownResponse(writer.Json);
        }

        writer.Json.WriteString("status"u8, status);
        writer.Json.WriteNull("error"u8);
        WriteDetails(writer.Json, status);
        writer.Json.WriteStartArray("output"u8);
        if (_output.Length > 0)
        {
            writer.Json.WriteRawValue(_output.Span, skipInputValidation: true);
        }

        writer.Json.WriteEndArray();
        writer.Json.WriteNull("usage"u8);
        writer.Json.WriteEndObject();
        writer.End();
    }

    private static void WriteDetails(Utf8JsonWriter json, ReadOnlySpan<byte> status)
    {
        if (!status.SequenceEqual("incomplete"u8))
        {
            json.WriteNull("incomplete_details"u8);
            return;
        }

        json.WriteStartObject("incomplete_details"u8);
        json.WriteString("reason"u8, "max_output_tokens"u8);
        json.WriteEndObject();
    }

    private void WriteUnknownResponse(Utf8JsonWriter json)
    {
        json.WriteString("id"u8, Found.ObjectId.Bytes);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, Found.Created);
        json.WriteString("model"u8, Found.Model.Bytes);
        json.WriteBoolean("parallel_tool_calls"u8, true);
        json.WriteString("tool_choice"u8, "auto"u8);
        json.WriteStartArray("tools"u8);
        json.WriteEndArray();
    }
}
