using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Top-level fields that say whose call it is, and which provider objects it continues.</summary>
internal static class ReferenceBody
{
    public static void Read(ref JsonCursor cursor, ref RequestFacts facts, Field field)
    {
        switch (field)
        {
            case Field.User:
                facts.User = cursor.Text();
                break;
            case Field.SafetyIdentifier:
                facts.SafetyIdentifier = cursor.Text();
                break;
            case Field.PromptCacheKey:
                facts.PromptCacheKey = cursor.Text();
                break;
            case Field.Metadata:
                ReadMetadata(ref cursor, ref facts);
                break;
            case Field.PreviousResponseId:
                facts.PreviousResponse = ReadId(ref cursor, ref facts, ProviderObjectKind.Response);
                break;
            case Field.Conversation:
                facts.Conversation = ReadId(ref cursor, ref facts, ProviderObjectKind.Conversation);
                break;
            case Field.Container:
                HostReader.ReadContainer(ref cursor, ref facts);
                break;
            default:
                cursor.Skip();
                break;
        }
    }

    /// <summary>An id, or an object that holds it; null stands for none. Anything else is a fault, for it could hide a reference.</summary>
    public static Slice ReadId(ref JsonCursor cursor, ref RequestFacts facts, ProviderObjectKind kind)
    {
        var id = Slice.None;
        switch (cursor.Token)
        {
            case JsonTokenType.String:
                id = cursor.Text();
                break;
            case JsonTokenType.StartObject:
                id = ReadIdMember(ref cursor);
                break;
            case JsonTokenType.Null:
                break;
            default:
                cursor.FailType();
                break;
        }

        if (!id.IsEmpty)
        {
            facts.NoteObject(kind, id);
        }

        return id;
    }

    private static Slice ReadIdMember(ref JsonCursor cursor)
    {
        var id = Slice.None;
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.Id)
            {
                id = cursor.Text();
            }
            else
            {
                cursor.Skip();
            }
        }

        return id;
    }

    private static void ReadMetadata(ref JsonCursor cursor, ref RequestFacts facts)
    {
        var start = cursor.Start;
        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            switch (field)
            {
                case Field.UserId:
                    facts.MetadataUserId = cursor.Text();
                    break;
                case Field.SessionId:
                    facts.MetadataSession = cursor.Text();
                    break;
                default:
                    cursor.Skip();
                    break;
            }
        }

        facts.Metadata = new Slice(start, cursor.Consumed - start);
        UserIdReader.Read(cursor.Body, ref facts);
    }
}
