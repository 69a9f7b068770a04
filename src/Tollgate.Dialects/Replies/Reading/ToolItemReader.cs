using System.Text.Json;
using Tollgate.Dialects.Replies.Counting;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>Reads one output item of a Responses reply as far as it is billed.</summary>
internal static class ToolItemReader
{
    private static readonly Keys Item = new("type", "action", "container_id", "content", "summary", "arguments", "input", "code", "id");
    private static readonly Keys Kinds = new("web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call");
    private static readonly Keys Action = new("type", "queries");
    private static readonly Keys FreeActions = new("open_page", "find_in_page", "find");

    /// <summary>Reads the item the reader stands on; its text counts only where nobody counted it before.</summary>
    public static ToolItem Read(ref Utf8JsonReader reader, ReplyFindings found, bool countsText)
    {
        var item = default(ToolItem);
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartObject))
        {
            return item;
        }

        while (Item.Next(ref reader, out var key))
        {
            ReadField(ref reader, key, ref item, found, countsText);
            JsonRead.Leave(ref reader);
        }

        return item;
    }

    private static void ReadField(ref Utf8JsonReader reader, int key, ref ToolItem item, ReplyFindings found, bool countsText)
    {
        switch (key)
        {
            case 0 when reader.TokenType == JsonTokenType.String:
                item.Kind = (ToolKind)(Kinds.Find(ref reader) + 1);
                break;
            case 1 when reader.TokenType == JsonTokenType.StartObject:
                ReadAction(ref reader, ref item);
                break;
            case 2 when reader.TokenType == JsonTokenType.String:
                item.Container = Hash(reader.ValueSpan);
                found.Made.Note(ProviderObjectKind.Container, ref reader);
                break;
            case 8:
                found.Made.Note(ProviderObjectKind.Item, ref reader);
                break;
            case >= 3 when countsText:
                ContentReader.Read(ref reader, found);
                break;
            default:
                break;
        }
    }

    private static void ReadAction(ref Utf8JsonReader reader, ref ToolItem item)
    {
        while (Action.Next(ref reader, out var key))
        {
            if (key == 0 && reader.TokenType == JsonTokenType.String)
            {
                item.IsFreeAction = FreeActions.Find(ref reader) >= 0;
            }

            if (key == 1 && reader.TokenType == JsonTokenType.StartArray)
            {
                item.Queries = Count(ref reader);
            }

            reader.Skip();
        }
    }

    /// <summary>Entries of the list the reader stands on.</summary>
    public static int Count(ref Utf8JsonReader reader)
    {
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
            reader.Skip();
        }

        return count;
    }

    /// <summary>FNV-1a: enough to tell the few containers of one reply apart.</summary>
    private static ulong Hash(ReadOnlySpan<byte> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in text)
        {
            hash = unchecked((hash ^ value) * 1099511628211UL);
        }

        return hash;
    }
}
