using System.Text.Json;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>Reads Anthropic Messages: a whole message, or one event. Usage starts in message_start and is completed by message_delta.</summary>
internal static class MessagesReader
{
    private static readonly Keys Root = new("type", "message", "index", "delta", "usage", "content_block", "error");
    private static readonly Keys Message = new("id", "model", "usage", "stop_reason", "content", "type", "container");
    private static readonly Keys Delta = new("stop_reason", "text", "thinking", "partial_json", "container");

    private static readonly Keys Types = new(
        "message_start", "content_block_start", "content_block_stop", "content_block_delta", "message_delta", "message_stop", "error");

    private static readonly EventKind[] Kinds =
    [
        EventKind.Started, EventKind.ItemOpened, EventKind.ItemClosed, EventKind.Delta, EventKind.Stopping, EventKind.Ended, EventKind.Other,
    ];

    /// <summary>Reads a whole message.</summary>
    public static void ReadBody(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartObject))
        {
            found.IsMalformed = true;
            return;
        }

        ReadMessage(ref reader, found);
        found.SawFinish = !found.SawError;
    }

    /// <summary>Reads one event; its type is in the data, or else in the event's name.</summary>
    public static void ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartObject))
        {
            found.IsMalformed = true;
            return;
        }

        var type = Types.Find(name);
        while (Root.Next(ref reader, out var key))
        {
            if (key == 0 && reader.TokenType == JsonTokenType.String)
            {
                type = Types.Find(ref reader);
            }

            ReadField(ref reader, key, found);
        }

        found.Event.Kind = type < 0 ? EventKind.Other : Kinds[type];
        found.Event.IsTerminal = found.Event.Kind == EventKind.Ended;
        found.SawError |= type == Kinds.Length - 1;
    }

    private static void ReadField(ref Utf8JsonReader reader, int key, ReplyFindings found)
    {
        switch (key)
        {
            case 1 when reader.TokenType == JsonTokenType.StartObject:
                ReadMessage(ref reader, found);
                break;
            case 2:
                found.Event.Index = JsonRead.Index(ref reader);
                break;
            case 3 when reader.TokenType == JsonTokenType.StartObject:
                ReadDelta(ref reader, found);
                break;
            case 4:
                UsageReader.Read(ref reader, UsageTables.Usage, found);
                break;
            case 5:
                found.SawContent = true;
                MadeReader.Scan(ref reader, found);
                break;
            case 6:
                found.SawError |= JsonRead.IsThere(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static void ReadMessage(ref Utf8JsonReader reader, ReplyFindings found)
    {
        while (Message.Next(ref reader, out var key))
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
                    UsageReader.Read(ref reader, UsageTables.Usage, found);
                    break;
                case 3:
                    found.FinishReason.Set(ref reader);
                    break;
                case 4:
                    ContentReader.Read(ref reader, found);
                    break;
                case 5:
                    found.SawError |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8);
                    break;
                case 6:
                    MadeReader.ReadContainer(ref reader, found);
                    break;
                default:
                    break;
            }

            JsonRead.Leave(ref reader);
        }
    }

    private static void ReadDelta(ref Utf8JsonReader reader, ReplyFindings found)
    {
        while (Delta.Next(ref reader, out var key))
        {
            if (key == 0 && reader.TokenType == JsonTokenType.String)
            {
                found.FinishReason.Set(ref reader);
                found.Event.HasFinish = true;
                found.SawFinish = true;
            }

            if (key == 4)
            {
                MadeReader.ReadContainer(ref reader, found);
            }
            else if (key > 0 && reader.TokenType == JsonTokenType.String)
            {
                found.CountOutput(JsonRead.TextLength(ref reader));
            }

            JsonRead.Leave(ref reader);
        }
    }
}
