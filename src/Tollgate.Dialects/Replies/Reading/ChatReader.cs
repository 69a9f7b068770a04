using System.Text.Json;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>
/// Reads replies shaped like OpenAI's chat completions, completions and embeddings, plain or one chunk of a stream,
/// wherever a compatible provider puts its usage: at the root, in a choice, in `x_groq`, `meta` or `delta`.
/// </summary>
internal static class ChatReader
{
    private static readonly Keys Root = new("id", "model", "choices", "usage", "service_tier", "created", "error", "x_groq", "meta", "delta", "usage_info");
    private static readonly Keys Choice = new("index", "delta", "message", "text", "finish_reason", "usage");

    /// <summary>Reads the object the reader stands on.</summary>
    public static void Read(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartObject))
        {
            found.IsMalformed = true;
            return;
        }

        while (Root.Next(ref reader, out var key))
        {
            ReadField(ref reader, key, found);
        }
    }

    private static void ReadField(ref Utf8JsonReader reader, int key, ReplyFindings found)
    {
        switch (key)
        {
            case 0:
                found.ObjectId.Set(ref reader);
                break;
            case 1:
                found.Model.Set(ref reader);
                break;
            case 2:
                ReadChoices(ref reader, found);
                break;
            case 3 or 10:
                UsageReader.Read(ref reader, UsageTables.Usage, found);
                break;
            case 4:
                found.Tier.Set(ref reader);
                break;
            case 5:
                found.Created = JsonRead.Whole(ref reader, found.Created);
                break;
            case 6:
                found.SawError |= JsonRead.IsThere(ref reader);
                break;
            default:
                ReadWrapper(ref reader, key, found);
                break;
        }

        JsonRead.Leave(ref reader);
    }

    private static void ReadWrapper(ref Utf8JsonReader reader, int key, ReplyFindings found)
    {
        if (key > 0 && reader.TokenType == JsonTokenType.StartObject)
        {
            UsageReader.Read(ref reader, UsageTables.Wrapper, found);
        }
    }

    private static void ReadChoices(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartArray))
        {
            return;
        }

        found.Event.HasNoChoices = true;
        while (JsonRead.NextObject(ref reader))
        {
            found.Event.HasNoChoices = false;
            ReadChoice(ref reader, found);
        }
    }

    private static void ReadChoice(ref Utf8JsonReader reader, ReplyFindings found)
    {
        var index = 0;
        var isFinished = false;
        while (Choice.Next(ref reader, out var key))
        {
            switch (key)
            {
                case 0:
                    index = JsonRead.Index(ref reader);
                    break;
                case 1 or 2 or 3:
                    ContentReader.Read(ref reader, found);
                    break;
                case 4:
                    isFinished = reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length > 0;
                    found.FinishReason.Set(ref reader);
                    break;
                case 5:
                    UsageReader.Read(ref reader, UsageTables.Usage, found);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        found.EndChoice(index, isFinished);
    }
}
