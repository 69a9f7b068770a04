using System.Text.Json;

namespace Tollgate.Dialects.Requests.References;

/// <summary>
/// Finds the provider objects in a body that no surface reads: by the names of fields wherever they stand, and by what ids look like
/// (CONTRACT 3: the use of another organization's object is not found, in the path or in the body).
/// </summary>
public static class ReferenceScan
{
    private const int MaxDepth = 64;

    /// <summary>Reads a body, or a batch with one JSON value a line. False when it cannot be read, so that nobody knows what it names.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="found">Takes what is found.</param>
    /// <param name="field">The field that holds the text, when it is a field of a form.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, NamedObjects found, string field = "")
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true });
        try
        {
            while (reader.Read())
            {
                ReadValue(ref reader, found, field, isId: false);
            }

            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, NamedObjects found, string field, bool isId)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                found.Note(field, reader.GetString()!, isId);
                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    ReadValue(ref reader, found, field, isId);
                }

                break;
            case JsonTokenType.StartObject:
                ReadObject(ref reader, found, field);
                break;
            default:
                break;
        }
    }

    private static void ReadObject(ref Utf8JsonReader reader, NamedObjects found, string holder)
    {
        var isHolder = ReferenceNames.IsHolder(holder);
        var isReference = false;
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == "id" && reader.TokenType == JsonTokenType.String)
            {
                id = reader.GetString();
                found.Note(name, id!, isHolder);
                continue;
            }

            isReference |= IsItemReference(ref reader, name);
            ReadMember(ref reader, found, name);
        }

        if (isReference && id is not null)
        {
            found.Note("id", id, isCertain: true);
        }
    }

    private static bool IsItemReference(ref Utf8JsonReader reader, string name) =>
        name == "type" && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("item_reference"u8);

    private static void ReadMember(ref Utf8JsonReader reader, NamedObjects found, string name)
    {
        if (ReferenceNames.IsOwn(name) || (name == "input" && reader.TokenType == JsonTokenType.StartObject))
        {
            reader.Skip();
            return;
        }

        ReadValue(ref reader, found, name, isId: false);
    }
}
