using System.Text;
using System.Text.Json;
using Tollgate.Guards.Redacting;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards.External;

/// <summary>Takes the texts out of a body that an external guard is shown: what people, tools, files and models say, not names, ids and media.</summary>
internal static class ExternalTexts
{
    private const int LongestWord = 1024;

    private static readonly HashSet<string> Formal = new(StringComparer.Ordinal)
    {
        "role", "type", "id", "model", "name", "tool_call_id", "call_id", "tool_use_id", "media_type", "mime_type", "mimeType", "finish_reason", "finishReason", "stop_reason", "object",
        "status", "service_tier", "encoding", "url", "image_url", "file_id", "detail", "format", "signature", "thoughtSignature", "encrypted_content", "system_fingerprint", "b64_json",
        "item_id", "previous_response_id", "response_id", "responseId", "modelVersion", "tool_choice", "reasoning_effort", "effort",
    };

    /// <summary>The texts, in their order; a body that is no JSON is one.</summary>
    public static List<ExternalText> Of(ReadOnlySpan<byte> body, Source root, IReadOnlyList<Source> sources)
    {
        var texts = new List<ExternalText>();
        try
        {
            var walk = new SourceWalk(body, root);
            while (walk.Next())
            {
                if (walk is { IsText: true, IsName: false, IsOffer: false, Length: > 1 } && (sources.Count == 0 || sources.Contains(walk.Source)) && !Formal.Contains(Encoding.UTF8.GetString(walk.MemberName)))
                {
                    var inside = body.Slice(walk.Start, walk.Length);
                    if (IsMedia(inside))
                    {
                        continue;
                    }

                    texts.Add(new ExternalText(JsonInside.Read(inside), walk.Source, new TextPlace(walk.Path(), walk.Start, walk.End, IsNumber: false, IsJson: true), inside.IndexOf((byte)'\\') < 0));
                }
            }
        }
        catch (JsonException)
        {
            texts.Clear();
            texts.Add(new ExternalText(Encoding.UTF8.GetString(body), Source.File, TextPlace.Whole(body.Length), IsPlain: true));
        }

        return texts;
    }

    /// <summary>Pictures and sound in base64: long, and without a blank.</summary>
    private static bool IsMedia(ReadOnlySpan<byte> inside) => inside.Length > LongestWord && Ascii.IsValid(inside) && inside.IndexOf((byte)' ') < 0;
}
