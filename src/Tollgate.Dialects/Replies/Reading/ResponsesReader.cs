using System.Text.Json;
using Tollgate.Core;
using Tollgate.Dialects.Replies.Counting;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>Reads OpenAI Responses: a whole response object, or one event of a stream. Only the last event of a stream reports usage.</summary>
internal static class ResponsesReader
{
    private static readonly Keys Root = new(
        "type", "sequence_number", "output_index", "content_index", "summary_index", "delta", "item", "part", "response", "error", "code");

    private static readonly Keys Response = new(
        "id", "model", "service_tier", "status", "usage", "output", "tool_usage", "incomplete_details", "created_at", "error");

    private static readonly Keys Details = new("reason");

    /// <summary>Reads a whole answer.</summary>
    public static void ReadBody(ref Utf8JsonReader reader, UsageContainment containment, ReplyFindings found)
    {
        ReadResponse(ref reader, containment, true, found);
        found.SawFinish = !found.SawError;
    }

    /// <summary>Reads one event; its type is in the data, or else in the event's name.</summary>
    public static void ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, UsageContainment containment, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartObject))
        {
            found.IsMalformed = true;
            return;
        }

        var type = ResponsesEvents.Type(name);
        while (Root.Next(ref reader, out var key))
        {
            if (key == 0 && reader.TokenType == JsonTokenType.String)
            {
                type = ResponsesEvents.Type(reader.ValueSpan);
                found.Event.Type = JsonRead.RawText(ref reader);
            }

            ReadEventField(ref reader, key, containment, found);
        }

        found.Event.Kind = type.Kind;
        found.Event.IsTerminal = type.Kind == EventKind.Ended;
        found.SawFinish |= type.Kind == EventKind.Ended;
        found.SawError |= type.IsError;
        if (type.Kind == EventKind.ItemClosed)
        {
            found.CountStreamedTool(containment);
        }

        if (type is { Kind: EventKind.Delta, IsMedia: false })
        {
            found.CountOutput(found.Event.DeltaLength);
        }
    }

    private static void ReadEventField(ref Utf8JsonReader reader, int key, UsageContainment containment, ReplyFindings found)
    {
        switch (key)
        {
            case 1:
                found.Sequence = JsonRead.Whole(ref reader, found.Sequence);
                break;
            case 2:
                found.Event.Index = JsonRead.Index(ref reader);
                break;
            case 3 or 4:
                found.Event.Part = JsonRead.Index(ref reader);
                break;
            case 5 when reader.TokenType == JsonTokenType.String:
                found.Event.DeltaLength = JsonRead.TextLength(ref reader);
                found.Event.Delta = JsonRead.RawText(ref reader);
                break;
            case 6:
                ReadPayload(ref reader, found);
                break;
            case 7:
                found.Event.Payload = Place(ref reader);
                break;
            case 8:
                var start = (int)reader.TokenStartIndex;
                ReadResponse(ref reader, containment, false, found);
                found.Event.Payload = new Slice(start, (int)reader.BytesConsumed - start);
                break;
            case 9:
                found.SawError |= JsonRead.IsThere(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static void ReadPayload(ref Utf8JsonReader reader, ReplyFindings found)
    {
        var start = (int)reader.TokenStartIndex;
        found.Event.Tool = ToolItemReader.Read(ref reader, found, countsText: false);
        found.Event.Payload = new Slice(start, (int)reader.BytesConsumed - start);
        found.SawContent = true;
    }

    private static Slice Place(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new Slice(start, (int)reader.BytesConsumed - start);
    }

    private static void ReadResponse(ref Utf8JsonReader reader, UsageContainment containment, bool countsText, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartObject))
        {
            found.IsMalformed = true;
            return;
        }

        while (Response.Next(ref reader, out var key))
        {
            switch (key)
            {
                case 4:
                    UsageReader.Read(ref reader, UsageTables.Usage, found);
                    break;
                case 5:
                    ReadOutput(ref reader, containment, countsText, found);
                    break;
                case 6 when reader.TokenType == JsonTokenType.StartObject:
                    UsageReader.Read(ref reader, UsageTables.ToolUsage, found);
                    break;
                default:
                    ReadResponseText(ref reader, key, found);
                    break;
            }
        }
    }

    private static void ReadResponseText(ref Utf8JsonReader reader, int key, ReplyFindings found)
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
                found.Tier.Set(ref reader);
                break;
            case 3:
                found.FinishReason.Set(ref reader);
                break;
            case 7 when reader.TokenType == JsonTokenType.StartObject:
                ReadDetails(ref reader, found);
                return;
            case 8:
                found.Created = JsonRead.Whole(ref reader, found.Created);
                return;
            case 9:
                found.SawError |= JsonRead.IsThere(ref reader);
                return;
            default:
                break;
        }

        reader.Skip();
    }

    private static void ReadDetails(ref Utf8JsonReader reader, ReplyFindings found)
    {
        while (Details.Next(ref reader, out var key))
        {
            if (key == 0)
            {
                found.IncompleteReason.Set(ref reader);
            }

            reader.Skip();
        }
    }

    private static void ReadOutput(ref Utf8JsonReader reader, UsageContainment containment, bool countsText, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartArray))
        {
            return;
        }

        var tools = default(ToolTally);
        while (JsonRead.NextObject(ref reader))
        {
            var item = ToolItemReader.Read(ref reader, found, countsText);
            tools.Add(item, containment.Has(UsageQuirks.WebSearchPerCall));
        }

        found.FinalTools = tools;
    }
}
