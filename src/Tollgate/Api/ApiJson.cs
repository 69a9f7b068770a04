using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tollgate.Api;

/// <summary>How the API spells JSON: letters and marks as they are, for it is read by people and programs and never stands inside a page.</summary>
internal static class ApiJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A writer of an answer.</summary>
    public static Utf8JsonWriter Writer(IBufferWriter<byte> to) => new(to, Options);

    /// <summary>A value as UTF-8 JSON, for what is sent later or to many.</summary>
    public static byte[] Bytes<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = Writer(buffer);
        JsonSerializer.Serialize(writer, value, type);
        return buffer.WrittenSpan.ToArray();
    }
}
