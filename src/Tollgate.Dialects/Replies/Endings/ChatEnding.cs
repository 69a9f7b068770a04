using System.Buffers;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>Chat completions and completions: every open choice finishes with "length", then [DONE].</summary>
internal sealed class ChatEnding(ReplyFindings found, bool isCompletions) : StreamEnding(found)
{
    public override void WriteCut(IBufferWriter<byte> to)
    {
        for (var index = 0; index < ChoiceSet.Size; index++)
        {
            if (Found.Choices.IsOpen(index) || (index == 0 && Found.Choices.IsEmpty))
            {
                WriteFinish(index, to);
            }
        }

        to.Write("data: [DONE]\n\n"u8);
    }

    /// <summary>No [DONE] follows: an SDK that does not know the error must not take the answer for a whole one.</summary>
    public override void WriteError(Refusal refusal, Guid requestId, IBufferWriter<byte> to)
    {
        var row = RefusalTable.Row(refusal.Code);
        var writer = EventWriter.Begin(default, to);
        writer.Json.WriteStartObject("error"u8);
        writer.Json.WriteString("message"u8, refusal.Sentence);
        writer.Json.WriteString("type"u8, row.Wire);
        writer.Json.WriteNull("param"u8);
        writer.Json.WriteString("code"u8, row.Wire);
        writer.Json.WriteEndObject();
        writer.Json.WriteString("request_id"u8, requestId);
        writer.End();
    }

    private void WriteFinish(int index, IBufferWriter<byte> to)
    {
        var writer = EventWriter.Begin(default, to);
        writer.Json.WriteString("id"u8, Found.ObjectId.Bytes);
        writer.Json.WriteString("object"u8, isCompletions ? "text_completion"u8 : "chat.completion.chunk"u8);
        writer.Json.WriteNumber("created"u8, Found.Created);
        writer.Json.WriteString("model"u8, Found.Model.Bytes);
        writer.Json.WriteStartArray("choices"u8);
        writer.Json.WriteStartObject();
        WriteChoice(writer.Json, index);
        writer.Json.WriteString("finish_reason"u8, "length"u8);
        writer.Json.WriteEndObject();
        writer.Json.WriteEndArray();
        writer.End();
    }

    private void WriteChoice(Utf8JsonWriter json, int index)
    {
        if (isCompletions)
        {
            json.WriteString("text"u8, ""u8);
        }

        json.WriteNumber("index"u8, index);
        if (!isCompletions)
        {
            json.WriteStartObject("delta"u8);
            json.WriteEndObject();
        }

        json.WriteNull("logprobs"u8);
    }
}
