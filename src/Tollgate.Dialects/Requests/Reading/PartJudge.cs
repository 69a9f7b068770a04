using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Says what a part costs besides its text, once all its members are read.</summary>
internal static class PartJudge
{
    public static void Note(ReadOnlySpan<byte> body, ref RequestFacts facts, in PartState part, Slice whole)
    {
        var kind = KindOf(body, part);
        if (kind != PartKind.Plain && !part.FileId.IsEmpty)
        {
            facts.NoteObject(ProviderObjectKind.File, part.FileId);
        }

        switch (kind)
        {
            case PartKind.Image or PartKind.Audio or PartKind.Video or PartKind.Document:
                NoteMedia(body, ref facts, part, kind);
                break;
            case PartKind.MadeImage when part.Result.IsEmpty:
            case PartKind.Reasoning when !part.HasEncrypted && !part.Id.IsEmpty:
            case PartKind.ItemReference:
                facts.NoteObject(ProviderObjectKind.Item, part.Id.IsEmpty ? whole : part.Id);
                break;
            case PartKind.MadeImage:
                facts.Images++;
                facts.MediaBytes += part.Result.Length;
                break;
            case PartKind.ToolReference:
                facts.ToolReferences++;
                break;
            case PartKind.Compaction:
                facts.NoteCompaction();
                break;
            case PartKind.Unknown:
                facts.NoteUnknownPart(part.Type.IsEmpty ? whole : part.Type);
                break;
            default:
                break;
        }
    }

    private static PartKind KindOf(ReadOnlySpan<byte> body, in PartState part)
    {
        if (!part.Type.IsEmpty)
        {
            return PartTypes.Kind(part.Type.Of(body));
        }

        return part.HasRole || (part.Place == PartPlace.Output && part.Payload.IsEmpty) ? PartKind.Plain : PartKind.Unknown;
    }

    private static void NoteMedia(ReadOnlySpan<byte> body, ref RequestFacts facts, in PartState part, PartKind kind)
    {
        if (!part.Url.IsEmpty)
        {
            facts.NoteForeign(part.Url);
        }

        var bytes = IsBase64(body, part) ? part.Payload.Length : 0;
        switch (kind)
        {
            case PartKind.Audio:
                facts.AudioParts++;
                facts.AudioBytes += bytes;
                break;
            case PartKind.Video:
                facts.Videos++;
                facts.VideoBytes += bytes;
                break;
            case PartKind.Document:
                bytes = NoteDocument(body, ref facts, part, bytes);
                break;
            default:
                facts.Images++;
                break;
        }

        facts.MediaBytes += bytes;
    }

    /// <summary>A text document is its text. Any other format may be compressed, so that its bytes do not bound its text.</summary>
    private static int NoteDocument(ReadOnlySpan<byte> body, ref RequestFacts facts, in PartState part, int bytes)
    {
        if (IsText(body, part))
        {
            return 0;
        }

        facts.Documents++;
        facts.DocumentBytes += bytes;
        return bytes;
    }

    private static bool IsText(ReadOnlySpan<byte> body, in PartState part)
    {
        var source = part.SourceType.Of(body);
        return source.SequenceEqual("text"u8) || source.SequenceEqual("content"u8);
    }

    private static bool IsBase64(ReadOnlySpan<byte> body, in PartState part) =>
        part.SourceType.IsEmpty || part.SourceType.Of(body).SequenceEqual("base64"u8);
}
