using System.Buffers;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Refusals;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>Gemini: every open candidate finishes with MAX_TOKENS; an array stream gets its closing bracket.</summary>
internal sealed class GeminiEnding(ReplyFindings found) : StreamEnding(Dialect.Gemini, found)
{
    private bool _isArrayClosed;

    private ReadOnlySpan<byte> Separator => HasBegun ? ",\n"u8 : "["u8;

    public override void Follow(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) => _isArrayClosed = IsArray && data.IsEmpty;

    public override void WriteCut(IBufferWriter<byte> to)
    {
        var writer = Begin(to);
        writer.Json.WriteStartArray("candidates"u8);
        for (var index = 0; index < ChoiceSet.Size; index++)
        {
            if (Found.Choices.IsOpen(index) || (index == 0 && Found.Choices.IsEmpty))
            {
                WriteCandidate(writer.Json, index);
            }
        }

        writer.Json.WriteEndArray();
        WriteFacts(writer.Json);
        End(writer, to);
    }

    public override void WriteClose(IBufferWriter<byte> to)
    {
        if (IsArray && !_isArrayClosed)
        {
            to.Write("\n]"u8);
        }
    }

    public override void WriteError(Refusal refusal, Guid requestId, IBufferWriter<byte> to)
    {
        if (!IsArray)
        {
            base.WriteError(refusal, requestId, to);
            return;
        }

        to.Write(Separator);
        RefusalWriter.Write(refusal, Dialect.Gemini, requestId, to);
        to.Write("\n]"u8);
    }

    private static void WriteCandidate(Utf8JsonWriter json, int index)
    {
        json.WriteStartObject();
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        json.WriteStartObject();
        json.WriteString("text"u8, ""u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        json.WriteEndObject();
        json.WriteString("finishReason"u8, "MAX_TOKENS"u8);
        json.WriteNumber("index"u8, index);
        json.WriteEndObject();
    }

    private void WriteFacts(Utf8JsonWriter json)
    {
        if (!Found.Fields.IsEmpty)
        {
            json.WriteStartObject("usageMetadata"u8);
            WriteCount(json, "promptTokenCount"u8, UsageField.Prompt);
            WriteCount(json, "cachedContentTokenCount"u8, UsageField.CacheRead);
            WriteCount(json, "candidatesTokenCount"u8, UsageField.Completion);
            WriteCount(json, "thoughtsTokenCount"u8, UsageField.Reasoning);
            WriteCount(json, "totalTokenCount"u8, UsageField.Total);
            json.WriteEndObject();
        }

        if (!Found.Model.IsEmpty)
        {
            json.WriteString("modelVersion"u8, Found.Model.Bytes);
        }

        if (!Found.ObjectId.IsEmpty)
        {
            json.WriteString("responseId"u8, Found.ObjectId.Bytes);
        }
    }

    private void WriteCount(Utf8JsonWriter json, ReadOnlySpan<byte> name, UsageField field)
    {
        if (Found.Fields.Has(field))
        {
            json.WriteNumber(name, Found.Fields[field]);
        }
    }

    private EventWriter Begin(IBufferWriter<byte> to)
    {
        if (!IsArray)
        {
            return EventWriter.Begin(default, to);
        }

        to.Write(Separator);
        return EventWriter.BeginElement(to);
    }

    private void End(EventWriter writer, IBufferWriter<byte> to)
    {
        if (!IsArray)
        {
            writer.End();
            return;
        }

        writer.EndElement();
        to.Write("\n]"u8);
    }
}
