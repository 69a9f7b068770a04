using System.Buffers;
using System.Text.Json;
using Tollgate.Dialects.Replies.Counting;
using Tollgate.Dialects.Replies.Reading;
using Tollgate.Dialects.Replies.Relaying;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>Writes the done events of one open item: its text, its part, the item itself, in that order.</summary>
internal readonly ref struct ItemClosing(OpenItem item, ReplyFindings found)
{
    private static readonly Keys PartTexts = new("text", "refusal", "transcript");
    private static readonly Keys Renewed = new("status", "content", "summary", "arguments", "input", "code");
    private static readonly Keys Id = new("id");

    /// <summary>Writes the events.</summary>
    public void Write(IBufferWriter<byte> to)
    {
        if (item.Family.Length > 0 && !item.IsTextDone)
        {
            WriteTextDone(to);
        }

        if (item.Part.Length > 0)
        {
            WritePartDone(to);
        }

        var writer = Begin("response.output_item.done"u8, to);
        writer.Json.WriteStartObject("item"u8);
        WriteItem(writer.Json);
        writer.Json.WriteEndObject();
        writer.End();
    }

    /// <summary>Adds the item to a list of output items.</summary>
    public void AppendItem(PooledBytes output)
    {
        if (output.Length > 0)
        {
            output.Append(","u8);
        }

        var writer = EventWriter.BeginElement(output);
        WriteItem(writer.Json);
        writer.EndElement();
    }

    private bool HasPart => item.Part.Length > 0;

    private ReadOnlySpan<byte> IndexName => item.IsSummary ? "summary_index"u8 : "content_index"u8;

    /// <summary>The property that holds the text of a family of deltas.</summary>
    private ReadOnlySpan<byte> TextName
    {
        get
        {
            var family = item.Family.Span;
            if (family.EndsWith("arguments"u8))
            {
                return "arguments"u8;
            }

            if (family.EndsWith("input"u8))
            {
                return "input"u8;
            }

            if (family.EndsWith("refusal"u8))
            {
                return "refusal"u8;
            }

            return family.EndsWith("code"u8) ? "code"u8 : family.EndsWith("transcript"u8) ? "transcript"u8 : "text"u8;
        }
    }

    private EventWriter Begin(ReadOnlySpan<byte> type, IBufferWriter<byte> to)
    {
        var writer = EventWriter.Begin(type, to);
        writer.Json.WriteString("type"u8, type);
        writer.Json.WriteNumber("sequence_number"u8, ++found.Sequence);
        writer.Json.WriteNumber("output_index"u8, item.Index);
        return writer;
    }

    private void WriteTextDone(IBufferWriter<byte> to)
    {
        using var type = new PooledBytes();
        type.Append(item.Family.Span);
        type.Append(".done"u8);
        var writer = Begin(type.Span, to);
        WriteItemId(writer.Json);
        if (HasPart)
        {
            writer.Json.WriteNumber(IndexName, item.PartIndex);
        }

        WriteText(writer.Json, TextName);
        if (item.Family.Span.SequenceEqual("response.output_text"u8))
        {
            writer.Json.WriteStartArray("logprobs"u8);
            writer.Json.WriteEndArray();
        }

        writer.End();
    }

    private void WritePartDone(IBufferWriter<byte> to)
    {
        var writer = Begin(item.IsSummary ? "response.reasoning_summary_part.done"u8 : "response.content_part.done"u8, to);
        WriteItemId(writer.Json);
        writer.Json.WriteNumber(IndexName, item.PartIndex);
        writer.Json.WriteStartObject("part"u8);
        WritePart(writer.Json);
        writer.Json.WriteEndObject();
        writer.End();
    }

    private void WriteItemId(Utf8JsonWriter json)
    {
        var reader = new Utf8JsonReader(item.Json.Span, JsonRead.Options);
        reader.Read();
        while (Id.Next(ref reader, out var key))
        {
            if (key == 0 && reader.TokenType == JsonTokenType.String)
            {
                json.WriteString("item_id"u8, reader.ValueSpan);
            }

            reader.Skip();
        }
    }

    private void WritePart(Utf8JsonWriter json)
    {
        JsonCopy.Properties(item.Part.Span, PartTexts, json);
        WriteText(json, HasPart && item.Family.Length == 0 ? "text"u8 : TextName);
    }

    private void WriteItem(Utf8JsonWriter json)
    {
        JsonCopy.Properties(item.Json.Span, Renewed, json);
        json.WriteString("status"u8, "incomplete"u8);
        WriteList(json, "content"u8, item.Content, HasPart && !item.IsSummary);
        WriteList(json, "summary"u8, item.Summary, HasPart && item.IsSummary);
        if (item.Family.Length > 0 && !HasPart)
        {
            WriteText(json, TextName);
        }
    }

    private void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, PooledBytes parts, bool hasOpen)
    {
        if (parts.Length == 0 && !hasOpen && !Had(name))
        {
            return;
        }

        json.WriteStartArray(name);
        if (parts.Length > 0)
        {
            json.WriteRawValue(parts.Span, skipInputValidation: true);
        }

        if (hasOpen)
        {
            json.WriteStartObject();
            WritePart(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private bool Had(ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(item.Json.Span, JsonRead.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }

            reader.Read();
            reader.Skip();
        }

        return false;
    }

    private void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        using var quoted = new PooledBytes();
        quoted.Append("\""u8);
        quoted.Append(item.Text.Span);
        quoted.Append("\""u8);
        json.WritePropertyName(name);
        json.WriteRawValue(quoted.Span, skipInputValidation: true);
    }
}
