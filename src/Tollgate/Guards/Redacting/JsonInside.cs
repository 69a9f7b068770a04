using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tollgate.Guards.Redacting;

/// <summary>The inside of JSON texts: what stands between the quotation marks.</summary>
internal static class JsonInside
{
    private const int ShortEscape = 2;
    private const int LongEscape = 6;

    /// <summary>A part of an inside, widened or narrowed so that no escape is cut in two.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="from">A place between characters, before the part.</param>
    /// <param name="start">Where the part starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="limit">Where the inside ends.</param>
    public static (int Start, int End) Whole(ReadOnlySpan<byte> bytes, int from, int start, int end, int limit)
    {
        var next = from;
        for (var at = from; at < end; at = next)
        {
            next = at + LengthAt(bytes, at);
            if (at < start && start < next)
            {
                // The letter of a short escape is no part of what was found; a character that is written by its number is.
                start = next - at == ShortEscape ? next : at;
            }
        }

        return (start, Math.Min(Math.Max(end, next), limit));
    }

    /// <summary>What the inside says; as it stands where that is no text.</summary>
    public static string Read(ReadOnlySpan<byte> inside)
    {
        if (inside.IndexOf((byte)'\\') < 0)
        {
            return Encoding.UTF8.GetString(inside);
        }

        byte[] text = [(byte)'"', .. inside, (byte)'"'];
        var reader = new Utf8JsonReader(text);
        try
        {
            reader.Read();
            return reader.GetString()!;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return Encoding.UTF8.GetString(inside);
        }
    }

    /// <summary>The inside that says it, so many texts deep: a text that is JSON itself has its own escapes.</summary>
    public static byte[] Write(byte[] plain, int depth)
    {
        var inside = plain;
        for (; depth > 0; depth--)
        {
            inside = JsonEncodedText.Encode(inside, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
        }

        return inside;
    }

    /// <summary>How long the character at a place is written: itself, `\n` or `\u0041`.</summary>
    private static int LengthAt(ReadOnlySpan<byte> bytes, int at)
    {
        if (bytes[at] != '\\')
        {
            return 1;
        }

        return at + 1 < bytes.Length && bytes[at + 1] == 'u' ? LongEscape : ShortEscape;
    }
}
