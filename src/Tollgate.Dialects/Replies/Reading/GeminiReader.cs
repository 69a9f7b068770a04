using System.Text.Json;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>Reads Gemini replies: a whole answer and one chunk of a stream have the same shape; a body may be a list of chunks.</summary>
internal static class GeminiReader
{
    private static readonly Keys Root = new("candidates", "usageMetadata", "modelVersion", "responseId", "promptFeedback", "error");
    private static readonly Keys Candidate = new("index", "content", "finishReason", "groundingMetadata");
    private static readonly Keys Grounding = new("webSearchQueries", "imageSearchQueries");
    private static readonly Keys Feedback = new("blockReason");

    /// <summary>Reads a whole answer, or a stream that was collected as a list.</summary>
    public static void ReadBody(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            ReadChunk(ref reader, found);
            return;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            found.BeginEvent();
            ReadChunk(ref reader, found);
        }
    }

    /// <summary>Reads one chunk.</summary>
    public static void ReadChunk(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartObject))
        {
            found.IsMalformed = true;
            return;
        }

        while (Root.Next(ref reader, out var key))
        {
            ReadField(ref reader, key, found);
            JsonRead.Leave(ref reader);
        }
    }

    private static void ReadField(ref Utf8JsonReader reader, int key, ReplyFindings found)
    {
        switch (key)
        {
            case 0 when reader.TokenType == JsonTokenType.StartArray:
                ReadCandidates(ref reader, found);
                break;
            case 1:
                UsageReader.Read(ref reader, UsageTables.UsageMetadata, found);
                break;
            case 2:
                found.Model.Set(ref reader);
                break;
            case 3:
                found.ObjectId.Set(ref reader);
                break;
            case 4 when reader.TokenType == JsonTokenType.StartObject:
                ReadFeedback(ref reader, found);
                break;
            case 5:
                found.SawError |= JsonRead.IsThere(ref reader);
                break;
            default:
                break;
        }
    }

    /// <summary>A blocked prompt has no candidates: its block reason is the end.</summary>
    private static void ReadFeedback(ref Utf8JsonReader reader, ReplyFindings found)
    {
        while (Feedback.Next(ref reader, out var key))
        {
            if (key == 0 && reader.TokenType == JsonTokenType.String)
            {
                found.FinishReason.Set(ref reader);
                found.Event.HasFinish = true;
                found.SawFinish = true;
            }

            reader.Skip();
        }
    }

    private static void ReadCandidates(ref Utf8JsonReader reader, ReplyFindings found)
    {
        while (JsonRead.NextObject(ref reader))
        {
            var index = 0;
            var queries = 0;
            var isFinished = false;
            while (Candidate.Next(ref reader, out var key))
            {
                switch (key)
                {
                    case 0:
                        index = JsonRead.Index(ref reader);
                        break;
                    case 1:
                        ContentReader.Read(ref reader, found);
                        break;
                    case 2:
                        isFinished = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0;
                        found.FinishReason.Set(ref reader);
                        break;
                    case 3 when reader.TokenType == JsonTokenType.StartObject:
                        queries = ReadGrounding(ref reader);
                        break;
                    default:
                        break;
                }

                JsonRead.Leave(ref reader);
            }

            found.Grounding.Report(index, queries);
            found.EndChoice(index, isFinished);
        }
    }

    private static int ReadGrounding(ref Utf8JsonReader reader)
    {
        var queries = 0;
        while (Grounding.Next(ref reader, out var key))
        {
            if (key >= 0 && reader.TokenType == JsonTokenType.StartArray)
            {
                queries += ToolItemReader.Count(ref reader);
            }

            reader.Skip();
        }

        return queries;
    }
}
