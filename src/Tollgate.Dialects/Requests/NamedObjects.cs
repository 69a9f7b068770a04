using System.Text.Json;

namespace Tollgate.Dialects.Requests;

/// <summary>
/// Finds the provider objects that a body names which no surface reads (a batch, a vector store, a conversation's items): the values of the
/// fields that providers use for ids, at any depth, every one of them when a field is repeated.
/// </summary>
public static class NamedObjects
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = RequestReader.MaxDepth, AllowMultipleValues = true };

    private static readonly byte[][] Ids = Names(
        "file_id", "file_ids", "input_file_id", "vector_store_id", "vector_store_ids", "previous_response_id", "response_id", "container_id",
        "previous_interaction_id", "cached_content", "cachedContent", "conversation", "conversation_id", "container");

    private static readonly byte[][] Addresses = Names("fileUri", "file_uri", "fileName", "file_name");

    /// <summary>What a client writes for itself: names in there are its own.</summary>
    private static readonly byte[][] Own = Names("metadata", "attributes", "parameters", "input_schema", "schema", "args", "labels");

    /// <summary>Adds the ids; false when the body looks like JSON and cannot be read, so that a provider could read it in another way.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, List<string> ids)
    {
        var text = body.TrimStart(" \t\r\n"u8);
        if (text is not [(byte)'{' or (byte)'[', ..])
        {
            return text is not ([0xEF, 0xBB, 0xBF, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]);
        }

        return TryReadJson(text, ids);
    }

    private static bool TryReadJson(ReadOnlySpan<byte> text, List<string> ids)
    {
        var reader = new Utf8JsonReader(text, Options);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    ReadProperty(ref reader, ids);
                }
                else if (reader.TokenType == JsonTokenType.StartObject && IsItemReference(reader))
                {
                    ReadId(ref reader, ids);
                }
            }

            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void ReadProperty(ref Utf8JsonReader reader, List<string> ids)
    {
        if (IsOneOf(reader, Ids))
        {
            reader.Read();
            Note(ref reader, ids);
        }
        else if (IsOneOf(reader, Addresses))
        {
            reader.Read();
            NoteAddress(reader, ids);
        }
        else if (IsOneOf(reader, Own) || (reader.ValueTextEquals("input"u8) && IsObjectNext(reader)))
        {
            reader.Skip();
        }
    }

    /// <summary>An id, a list of ids, or an object with one; anything else is read on.</summary>
    private static void Note(ref Utf8JsonReader reader, List<string> ids)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                ids.Add(reader.GetString()!);
                break;
            case JsonTokenType.StartArray:
                NoteList(ref reader, ids);
                break;
            case JsonTokenType.StartObject:
                ReadId(ref reader, ids);
                break;
            default:
                break;
        }
    }

    private static void NoteList(ref Utf8JsonReader reader, List<string> ids)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Note(ref reader, ids);
        }
    }

    /// <summary>The members of an object that stands for something: its own id, and what else is in there.</summary>
    private static void ReadId(ref Utf8JsonReader reader, List<string> ids)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.CurrentDepth == depth + 1 && reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                Note(ref reader, ids);
            }
            else
            {
                ReadProperty(ref reader, ids);
            }
        }
    }

    /// <summary>Gemini names a file by its address, which ends with its name.</summary>
    private static void NoteAddress(Utf8JsonReader reader, List<string> ids)
    {
        if (reader.TokenType == JsonTokenType.String && reader.GetString() is { } address && address.LastIndexOf("files/", StringComparison.Ordinal) is >= 0 and var at)
        {
            ids.Add(address[at..]);
        }
    }

    private static bool IsItemReference(Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1 && reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("item_reference"u8);
            }
        }

        return false;
    }

    private static bool IsObjectNext(Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.StartObject;

    private static bool IsOneOf(in Utf8JsonReader reader, byte[][] names)
    {
        foreach (var name in names)
        {
            if (reader.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] Names(params string[] names) => Array.ConvertAll(names, System.Text.Encoding.UTF8.GetBytes);
}
