using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>
/// Reads messages, content parts, blocks and input items of OpenAI and Anthropic: what is in them besides text, at any depth
/// at which a provider takes parts.
/// </summary>
internal static class PartReader
{
    /// <summary>Reads a value that may be text or a list of parts; each element of the list is one message when it stands at the top.</summary>
    public static void ReadContent(ref JsonCursor cursor, ref RequestFacts facts, PartPlace place)
    {
        if (cursor.Token != JsonTokenType.StartArray)
        {
            facts.Messages += place == PartPlace.Messages ? 1 : 0;
            ReadElement(ref cursor, ref facts, place);
            return;
        }

        while (cursor.NextElement())
        {
            facts.Messages += place == PartPlace.Messages ? 1 : 0;
            ReadElement(ref cursor, ref facts, place);
        }
    }

    private static void ReadElement(ref JsonCursor cursor, ref RequestFacts facts, PartPlace place)
    {
        if (cursor.Token == JsonTokenType.StartObject)
        {
            ReadPart(ref cursor, ref facts, place);
        }
        else if (cursor.Token is not (JsonTokenType.String or JsonTokenType.Null or JsonTokenType.Number))
        {
            facts.NoteUnknownPart(cursor.Value());
        }
    }

    private static void ReadPart(ref JsonCursor cursor, ref RequestFacts facts, PartPlace place)
    {
        var start = cursor.Start;
        var part = new PartState { Place = place };
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            ReadMember(ref cursor, ref facts, ref part, field);
        }

        PartJudge.Note(cursor.Body, ref facts, part, new Slice(start, cursor.Consumed - start));
    }

    private static void ReadMember(ref JsonCursor cursor, ref RequestFacts facts, ref PartState part, Field field)
    {
        switch (field)
        {
            case Field.Type:
                part.Type = cursor.Text();
                break;
            case Field.Role:
                part.HasRole = true;
                cursor.Skip();
                break;
            case Field.Id:
                part.Id = cursor.Text();
                break;
            case Field.EncryptedContent:
                part.HasEncrypted = !cursor.Text().IsEmpty;
                break;
            case Field.Result:
                part.Result = cursor.Text();
                break;
            case Field.Url:
                part.Url = cursor.Text();
                break;
            case Field.Content or Field.Thinking:
                ReadContent(ref cursor, ref facts, PartPlace.Inside);
                break;
            case Field.Output or Field.Outputs:
                ReadContent(ref cursor, ref facts, PartPlace.Output);
                break;
            case Field.Tools:
                ToolReader.ReadNested(ref cursor, ref facts);
                break;
            case Field.CacheControl:
                ReadCacheControl(ref cursor, ref facts);
                break;
            case Field.Source or Field.ImageUrl or Field.AudioUrl or Field.VideoUrl or Field.DocumentUrl or Field.InputAudio or Field.File or Field.Audio:
                ReadSource(ref cursor, ref facts, ref part, field);
                break;
            default:
                ReadSourceMember(ref cursor, ref facts, ref part, field);
                break;
        }
    }

    private static void ReadSource(ref JsonCursor cursor, ref RequestFacts facts, ref PartState part, Field outer)
    {
        if (cursor.Token == JsonTokenType.String)
        {
            if (outer is not (Field.Source or Field.File or Field.Audio or Field.InputAudio))
            {
                NoteUrl(ref cursor, ref facts, ref part);
            }

            return;
        }

        if (!cursor.EnterObject())
        {
            return;
        }

        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            switch (field)
            {
                case Field.Type:
                    part.SourceType = cursor.Text();
                    break;
                case Field.Url:
                    NoteUrl(ref cursor, ref facts, ref part);
                    break;
                case Field.Id when outer == Field.Audio:
                    NoteId(ref cursor, ref facts, ProviderObjectKind.Audio);
                    break;
                case Field.Content:
                    ReadContent(ref cursor, ref facts, PartPlace.Inside);
                    break;
                default:
                    ReadSourceMember(ref cursor, ref facts, ref part, field);
                    break;
            }
        }
    }

    private static void ReadSourceMember(ref JsonCursor cursor, ref RequestFacts facts, ref PartState part, Field field)
    {
        switch (field)
        {
            case Field.Data or Field.FileData:
                part.Payload = Longer(part.Payload, cursor.Text());
                break;
            case Field.FileUrl:
                NoteUrl(ref cursor, ref facts, ref part);
                break;
            case Field.FileId:
                NoteFileId(ref cursor, ref facts, ref part);
                break;
            default:
                cursor.Skip();
                break;
        }
    }

    private static void NoteFileId(ref JsonCursor cursor, ref RequestFacts facts, ref PartState part)
    {
        if (!part.FileId.IsEmpty)
        {
            facts.NoteObject(ProviderObjectKind.File, part.FileId);
        }

        part.FileId = cursor.Text();
    }

    private static void NoteUrl(ref JsonCursor cursor, ref RequestFacts facts, ref PartState part)
    {
        var url = cursor.Text();
        if (url.IsEmpty)
        {
            return;
        }

        if (url.Of(cursor.Body).StartsWith("data:"u8))
        {
            part.Payload = Longer(part.Payload, url);
            return;
        }

        facts.NoteForeign(url);
    }

    /// <summary>Notes an id that stands at the cursor; null stands for none.</summary>
    public static void NoteId(ref JsonCursor cursor, ref RequestFacts facts, ProviderObjectKind kind)
    {
        var id = cursor.Text();
        if (!id.IsEmpty)
        {
            facts.NoteObject(kind, id);
        }
    }

    /// <summary>Reads a cache breakpoint.</summary>
    public static void ReadCacheControl(ref JsonCursor cursor, ref RequestFacts facts)
    {
        if (!cursor.EnterObject())
        {
            return;
        }

        facts.HasCacheControl = true;
        var seen = default(FieldSet);
        while (cursor.NextField(ref seen, out var field))
        {
            if (field == Field.Ttl)
            {
                facts.HasOneHourCache |= !cursor.Text().Of(cursor.Body).SequenceEqual("5m"u8);
            }
            else
            {
                cursor.Skip();
            }
        }
    }

    private static Slice Longer(Slice left, Slice right) => left.Length >= right.Length ? left : right;
}
