using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Gemini's contents and parts: a part's members say what it is.</summary>
internal static class GeminiParts
{
    /// <summary>A list of contents; protobuf's JSON also takes one alone where a list is meant, and a bare text is a fault of the provider's to name.</summary>
    public static void ReadContents(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (cursor.Token != JsonTokenType.StartArray)
        {
            facts.Messages++;
            ReadContent(ref cursor, ref facts);
            return;
        }

        while (cursor.NextElement())
        {
            facts.Messages++;
            ReadContent(ref cursor, ref facts);
        }
    }

    /// <summary>One content: a role and parts.</summary>
    public static void ReadContent(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.Parts)
            {
                ReadParts(ref cursor, ref facts);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    /// <summary>One content, or one of its parts, whichever the members at the cursor belong to: their names are disjoint.</summary>
    public static void ReadContentOrPart(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.Parts)
            {
                ReadParts(ref cursor, ref facts);
            }
            else
            {
                ReadPartMember(ref cursor, ref facts, field);
            }
        }
    }

    private static void ReadParts(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (cursor.Token == JsonTokenType.StartObject)
        {
            ReadPart(ref cursor, ref facts);
            return;
        }

        if (!cursor.EnterArray())
        {
            return;
        }

        while (cursor.NextElement())
        {
            ReadPart(ref cursor, ref facts);
        }
    }

    private static void ReadPart(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            ReadPartMember(ref cursor, ref facts, field);
        }
    }

    private static void ReadPartMember(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        switch (field)
        {
            case Field.InlineData or Field.FileData:
                ReadMedia(ref cursor, ref facts);
                break;
            case Field.FunctionResponse:
                ReadContent(ref cursor, ref facts);
                break;
            case Field.None:
                NoteUnlessKnown(ref cursor, ref facts);
                break;
            default:
                cursor.Skip();
                break;
        }
    }

    /// <summary>Members that qualify another one and cost nothing themselves.</summary>
    private static void NoteUnlessKnown(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!GeminiQualifiers.Names.Find(cursor.Name.Of(cursor.Body)))
        {
            facts.NoteUnknownPart(cursor.Name);
        }

        cursor.Skip();
    }

    private static void ReadMedia(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        var type = Slice.None;
        var data = Slice.None;
        var uri = Slice.None;
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            switch (field)
            {
                case Field.MediaType:
                    type = cursor.Text();
                    break;
                case Field.Data:
                    data = cursor.Text();
                    break;
                case Field.FileUri:
                    uri = cursor.Text();
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        GeminiMedia.Note(cursor.Body, ref facts, type, data, uri);
    }
}
