using System.Text;
using System.Text.Json;

namespace Tollgate.Client.Exports;

/// <summary>Writes a JSON object as text for people and programs.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    /// <summary>The text of an object whose members are written by the caller.</summary>
    public static string Write(Action<Utf8JsonWriter> members)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}
