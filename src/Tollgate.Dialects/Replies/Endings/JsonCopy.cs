using System.Text.Json;
using Tollgate.Dialects.Replies.Reading;

namespace Tollgate.Dialects.Replies.Endings;

/// <summary>Copies an object's properties as they are, all but those that are written anew.</summary>
internal static class JsonCopy
{
    /// <summary>Copies into the object that <paramref name="json"/> has open; the object was read before, so it is well-formed.</summary>
    public static void Properties(ReadOnlySpan<byte> from, Keys except, Utf8JsonWriter json)
    {
        var reader = new Utf8JsonReader(from, JsonRead.Options);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLeftOut = except.Find(ref reader) >= 0;
            var name = from.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isLeftOut)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(from[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }
    }
}
