using System.Buffers;
using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>Chat completions and completions: every open choice finishes with "length", then [DONE].</summary>
internal sealed class ChatEnding(ReplyFindings found, bool isCompletions) : StreamEnding(Dialect.OpenAI, found)
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
