using System.Text.Json;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Reads Gemini's lists of {modality, tokenCount}. Text and documents are what is left of the total.</summary>
internal static class ModalityReader
{
    /// <summary>Reads a list whose audio count goes to <paramref name="audio"/>, image and video counts to the fields after it.</summary>
    public static void Read(ref Utf8JsonReader reader, UsageField audio, ref UsageFields fields, ReplyFindings found)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                UsageReader.Leave(ref reader, found);
                continue;
            }

            ReadEntry(ref reader, audio, ref fields, found);
        }
    }

    private static void ReadEntry(ref Utf8JsonReader reader, UsageField audio, ref UsageFields fields, ReplyFindings found)
    {
        var field = UsageField.None;
        var count = default(UsageFields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModality = reader.ValueTextEquals("modality"u8);
            var isCount = reader.ValueTextEquals("tokenCount"u8);
            reader.Read();
            if (isModality)
            {
                field = Field(ref reader, audio);
            }

            if (isCount)
            {
                UsageReader.ReadNumber(ref reader, UsageField.Prompt, ref count, found);
            }

            reader.Skip();
        }

        if (field != UsageField.None && count.Has(UsageField.Prompt))
        {
            fields.Set(field, count[UsageField.Prompt]);
        }
    }

    private static UsageField Field(ref Utf8JsonReader reader, UsageField audio)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return UsageField.None;
        }

        if (reader.ValueTextEquals("AUDIO"u8))
        {
            return audio;
        }

        if (reader.ValueTextEquals("IMAGE"u8))
        {
            return audio + 1;
        }

        var hasVideo = audio != UsageField.CompletionAudio;
        return hasVideo && reader.ValueTextEquals("VIDEO"u8) ? audio + 2 : UsageField.None;
    }
}
