using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Replies.Reading;

/// <summary>Small steps that every reader takes. Wrong types are passed over: only a usage report is held to its types.</summary>
internal static class JsonRead
{
    /// <summary>Deeper than any reply, tool arguments included; what is deeper counts as malformed.</summary>
    private const int MaxDepth = 256;

    /// <summary>How every reply is read.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Whether the reader has entered an object; anything else is passed over.</summary>
    public static bool Enters(ref Utf8JsonReader reader, JsonTokenType start)
    {
        if (reader.TokenType == start)
        {
            return true;
        }

        reader.Skip();
        return false;
    }

    /// <summary>Passes over an object or list that was not entered.</summary>
    public static void Leave(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
        }
    }

    /// <summary>Goes to the next object of a list; false at its end.</summary>
    public static bool NextObject(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>An index; 0 when the value is none.</summary>
    public static int Index(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var index) && index >= 0)
        {
            return index;
        }

        reader.Skip();
        return 0;
    }

    /// <summary>A whole number; the old value when there is none.</summary>
    public static long Whole(ref Utf8JsonReader reader, long old)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
        {
            return number;
        }

        reader.Skip();
        return old;
    }

    /// <summary>Whether the value is there and not null; it is passed over.</summary>
    public static bool IsThere(ref Utf8JsonReader reader)
    {
        var isThere = reader.TokenType is not (JsonTokenType.Null or JsonTokenType.None);
        reader.Skip();
        return isThere;
    }

    /// <summary>The place of a string's raw text, without its quotes; nothing when the value is no string.</summary>
    public static Slice RawText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        reader.Skip();
        return Slice.None;
    }

    /// <summary>Bytes of a string once its escapes are resolved.</summary>
    public static long TextLength(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? UnescapedLength(reader.ValueSpan) : reader.ValueSpan.Length;

    private static long UnescapedLength(ReadOnlySpan<byte> text)
    {
        var length = 0L;
        while (text.IndexOf((byte)'\\') is >= 0 and var at)
        {
            var isUnicode = text[at + 1] == (byte)'u';
            length += at + (isUnicode ? UnicodeLength(text.Slice(at + 2, 4)) : 1);
            text = text[(at + (isUnicode ? 6 : 2))..];
        }

        return length + text.Length;
    }

    /// <summary>UTF-8 bytes of one \uXXXX; each half of a surrogate pair stands for two of its four.</summary>
    private static int UnicodeLength(ReadOnlySpan<byte> digits)
    {
        if (digits[0] == (byte)'0' && digits[1] == (byte)'0' && digits[2] < (byte)'8')
        {
            return 1;
        }

        var isTwo = digits[0] == (byte)'0' && digits[1] < (byte)'8';
        var isSurrogate = (digits[0] | 0x20) == 'd' && digits[1] >= (byte)'8';
        return isTwo || isSurrogate ? 2 : 3;
    }
}
