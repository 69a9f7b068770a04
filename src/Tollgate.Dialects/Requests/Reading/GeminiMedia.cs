using Tollgate.Core;

namespace Tollgate.Dialects.Requests.Reading;

/// <summary>Says what a Gemini part's inline data or file costs besides text.</summary>
internal static class GeminiMedia
{
    public static void Note(ReadOnlySpan<byte> body, ref RequestFacts facts, Slice type, Slice data, Slice uri)
    {
        NoteFile(body, ref facts, uri);
        var media = type.Of(body);
        var bytes = data.Length;
        if (media.StartsWith("image"u8))
        {
            facts.Images++;
        }
        else if (media.StartsWith("audio"u8))
        {
            facts.AudioParts++;
            facts.AudioBytes += bytes;
        }
        else if (media.StartsWith("video"u8))
        {
            facts.Videos++;
            facts.VideoBytes += bytes;
        }
        else
        {
            bytes = NoteDocument(media, ref facts, bytes);
        }

        facts.MediaBytes += bytes;
    }

    /// <summary>Text is text. Any other format may be compressed, so that its bytes do not bound its text.</summary>
    private static int NoteDocument(ReadOnlySpan<byte> media, ref RequestFacts facts, int bytes)
    {
        if (media.StartsWith("text"u8))
        {
            return 0;
        }

        facts.Documents++;
        facts.DocumentBytes += bytes;
        return bytes;
    }

    /// <summary>A file of the Files API is a provider object; any other address is only a reference.</summary>
    private static void NoteFile(ReadOnlySpan<byte> body, ref RequestFacts facts, Slice uri)
    {
        if (uri.IsEmpty)
        {
            return;
        }

        var at = FindFile(uri.Of(body));
        if (at < 0)
        {
            facts.NoteForeign(uri);
            return;
        }

        facts.NoteObject(ProviderObjectKind.File, new Slice(uri.Start + at, uri.Length - at));
    }

    /// <summary>
    /// Where the id begins: at the first "files/", or in an address with escaped letters at its beginning. Whatever else the id then holds
    /// can only make it unknown. -1 when the address names no file.
    /// </summary>
    private static int FindFile(ReadOnlySpan<byte> uri)
    {
        if (uri.IndexOf("\\u"u8) >= 0)
        {
            return 0;
        }

        var plain = uri.IndexOf("files/"u8);
        var escaped = uri.IndexOf("files\\/"u8);
        return plain < 0 || escaped < 0 ? Math.Max(plain, escaped) : Math.Min(plain, escaped);
    }
}
