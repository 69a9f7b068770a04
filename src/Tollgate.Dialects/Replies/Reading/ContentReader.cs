using System.Text.Json;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>
/// Counts the bytes the model wrote in an object or list of any dialect: text, reasoning and tool arguments, at any depth.
/// Signatures, media, annotations and what server tools returned are not the model's text.
/// </summary>
internal static class ContentReader
{
    private static readonly Keys Texts = new(
        "text", "content", "arguments", "thinking", "partial_json", "reasoning_content", "reasoning", "refusal", "transcript", "code");

    private static readonly Keys Arguments = new("input", "args");

    private static readonly Keys Others = new(
        "reasoning_details", "logprobs", "annotations", "citations", "results", "outputs", "action", "codeExecutionResult", "signature");

    private static readonly Keys Audio = new("audio");

    private static readonly Keys Media = new("audio", "data", "inlineData", "result", "b64_json");

    /// <summary>Counts what the reader stands on and leaves it at the end of that value.</summary>
    public static void Read(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            found.CountOutput(JsonRead.TextLength(ref reader));
            return;
        }

        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader, found);
            }
        }
    }

    private static void ReadProperty(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (Texts.Find(ref reader) >= 0)
        {
            reader.Read();
            CountText(ref reader, found);
            return;
        }

        if (Arguments.Find(ref reader) >= 0)
        {
            reader.Read();
            CountArguments(ref reader, found);
            return;
        }

        var isMedia = Media.Find(ref reader) >= 0;
        var isOther = Others.Find(ref reader) >= 0;
        var isAudio = Audio.Find(ref reader) >= 0;
        MadeReader.NoteInside(ref reader, found);
        found.SawContent |= isMedia && reader.TokenType is JsonTokenType.String or JsonTokenType.StartObject;
        if (isAudio && reader.TokenType == JsonTokenType.StartObject)
        {
            MadeReader.ReadAudio(ref reader, found);
        }
        if (isOther)
        {
            reader.Skip();
        }
    }

    private static void CountText(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            found.CountOutput(JsonRead.TextLength(ref reader));
        }
    }

    /// <summary>Arguments come as text or, in Messages and Gemini, as an object.</summary>
    private static void CountArguments(ref Utf8JsonReader reader, ReplyFindings found)
    {
        CountText(ref reader, found);
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            var start = reader.TokenStartIndex;
            reader.Skip();
            found.CountOutput(reader.BytesConsumed - start);
        }
    }
}
