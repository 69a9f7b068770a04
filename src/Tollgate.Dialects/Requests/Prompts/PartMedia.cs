using Tollgate.Core;
using Tollgate.Dialects.Requests.Reading;

namespace Tollgate.Dialects.Requests.Prompts;

/// <summary>What a piece of a prompt holds besides text. Only looked for when the whole body holds some.</summary>
internal struct PartMedia
{
    private int _images;
    private int _audio;
    private int _documents;
    private int _videos;

    /// <summary>Bytes that can become text tokens, tool definitions called in by reference included.</summary>
    public int TextBytes { get; private set; }

    public static PartMedia Of(ReadOnlySpan<byte> body, Slice piece, in RequestFacts facts, Surface surface)
    {
        var media = new PartMedia { TextBytes = piece.Length };
        if (facts.Images + facts.AudioParts + facts.Documents + facts.Videos + facts.ToolReferences == 0 || body[piece.Start] != (byte)'{')
        {
            return media;
        }

        var inner = default(RequestFacts);
        var isGemini = surface == Surface.GenerateContent;
        var cursor = new JsonCursor(piece.Of(body), isGemini ? FieldNames.Gemini : FieldNames.Plain);
        cursor.Read();
        if (isGemini)
        {
            GeminiParts.ReadContentOrPart(ref cursor, ref inner);
        }
        else
        {
            PartReader.ReadContent(ref cursor, ref inner, PartPlace.Inside);
        }

        media._images = inner.Images;
        media._audio = inner.AudioParts;
        media._documents = inner.Documents;
        media._videos = inner.Videos;
        media.TextBytes = (int)Math.Min(int.MaxValue, piece.Length - inner.MediaBytes + ((long)inner.ToolReferences * facts.LargestTool));
        return media;
    }

    /// <summary>Takes away what a part inside this piece holds.</summary>
    public void Take(PromptPart part)
    {
        _images -= part.Images;
        _audio -= part.AudioParts;
        _documents -= part.Documents;
        _videos -= part.Videos;
    }

    public readonly PromptPart Part(UInt128 hash, int bytes, bool isMessage, bool isConditional) =>
        new(hash, bytes, (_images | _audio | _documents | _videos) != 0)
        {
            Images = Short(_images),
            AudioParts = Short(_audio),
            Documents = Short(_documents),
            Videos = Short(_videos),
            IsMessage = isMessage,
            IsConditional = isConditional,
        };

    private static ushort Short(int count) => (ushort)Math.Clamp(count, 0, ushort.MaxValue);
}
