using System.Text.Json;
using Tollgate.Dialects.Replies.Counting;
using Tollgate.Dialects.Requests;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>Reads the ids of what a reply made besides itself.</summary>
internal static class MadeReader
{
    private static readonly Keys Named = new("id");
    private static readonly Keys Audio = new("id", "transcript");
    private static readonly Keys Inside = new("file_id", "container_id");

    /// <summary>A container: an object with an id.</summary>
    public static void ReadContainer(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (!JsonRead.Enters(ref reader, JsonTokenType.StartObject))
        {
            return;
        }

        while (Named.Next(ref reader, out var key))
        {
            if (key == 0)
            {
                found.Made.Note(ProviderObjectKind.Container, ref reader);
            }

            JsonRead.Leave(ref reader);
        }
    }

    /// <summary>Speech of Chat Completions: its id can stand for it in the next request.</summary>
    public static void ReadAudio(ref Utf8JsonReader reader, ReplyFindings found)
    {
        while (Audio.Next(ref reader, out var key))
        {
            if (key == 0)
            {
                found.Made.Note(ProviderObjectKind.Audio, ref reader);
            }

            if (key == 1 && reader.TokenType == JsonTokenType.String)
            {
                found.CountOutput(JsonRead.TextLength(ref reader));
            }

            JsonRead.Leave(ref reader);
        }
    }

    /// <summary>Files and containers named anywhere inside the value the reader stands on.</summary>
    public static void Scan(ref Utf8JsonReader reader, ReplyFindings found)
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                NoteInside(ref reader, found);
            }
        }
    }

    /// <summary>Notes the value of the property the reader stands on, if it is the id of a file or container; leaves the reader on the value.</summary>
    public static void NoteInside(ref Utf8JsonReader reader, ReplyFindings found)
    {
        var key = Inside.Find(ref reader);
        reader.Read();
        if (key >= 0)
        {
            found.Made.Note(key == 0 ? ProviderObjectKind.File : ProviderObjectKind.Container, ref reader);
        }
    }
}
