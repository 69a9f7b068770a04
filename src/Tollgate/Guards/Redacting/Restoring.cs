using System.Buffers;
using System.Text.Json;

namespace Tollgate.Guards.Redacting;

/// <summary>Puts values back into a whole answer, within texts and within the JSON that texts hold. Every other byte stays.</summary>
internal static class Restoring
{
    /// <summary>The answer with its values; null when it names none.</summary>
    public static byte[]? Apply(ReadOnlySpan<byte> answer, Placeholders placeholders)
    {
        var output = new ArrayBufferWriter<byte>(answer.Length + 256);
        var written = 0;
        try
        {
            Walk(answer, placeholders, output, ref written);
        }
        catch (JsonException)
        {
            Replace(answer, written, answer[written..], placeholders, depth: 0, output, ref written);
        }

        if (written == 0)
        {
            return null;
        }

        output.Write(answer[written..]);
        return output.WrittenSpan.ToArray();
    }

    private static void Walk(ReadOnlySpan<byte> answer, Placeholders placeholders, ArrayBufferWriter<byte> output, ref int written)
    {
        var reader = new Utf8JsonReader(answer, new JsonReaderOptions { AllowMultipleValues = true });
        var isArguments = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                isArguments = IsArguments(reader.ValueSpan);
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                var depth = isArguments || IsObject(reader.ValueSpan) ? 2 : 1;
                Replace(answer, (int)reader.TokenStartIndex + 1, reader.ValueSpan, placeholders, depth, output, ref written);
            }
        }
    }

    /// <summary>Whether a member of this name holds JSON in a text.</summary>
    public static bool IsArguments(ReadOnlySpan<byte> name) => name.SequenceEqual("arguments"u8) || name.SequenceEqual("partial_json"u8);

    /// <summary>Whether a text is JSON itself, by its first letter.</summary>
    public static bool IsObject(ReadOnlySpan<byte> text) => text.TrimStart(" \\nrt"u8) is [(byte)'{', ..];

    private static void Replace(ReadOnlySpan<byte> answer, int offset, ReadOnlySpan<byte> text, Placeholders placeholders, int depth, ArrayBufferWriter<byte> output, ref int written)
    {
        if (text.IndexOf((byte)'[') < 0)
        {
            return;
        }

        var reader = new PlaceholderReader(placeholders);
        for (var at = 0; at < text.Length; at++)
        {
            if (reader.Next(text[at], out var start) is { } value)
            {
                output.Write(answer[written..(offset + start)]);
                output.Write(JsonInside.Write(value, depth));
                written = offset + at + 1;
            }
        }
    }
}
