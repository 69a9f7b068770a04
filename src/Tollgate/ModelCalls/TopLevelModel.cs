using System.Text.Json;

namespace Tollgate.ModelCalls;

/// <summary>The `model` of a body that no surface reads.</summary>
internal static class TopLevelModel
{
    /// <summary>The name; null when the body is no JSON object or names none, or more than one.</summary>
    public static string? Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty || body[0] != (byte)'{')
        {
            return null;
        }

        var reader = new Utf8JsonReader(body);
        string? model = null;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isModel = reader.ValueTextEquals("model"u8);
                reader.Read();
                if (isModel)
                {
                    if (model is not null || reader.TokenType != JsonTokenType.String)
                    {
                        return null;
                    }

                    model = reader.GetString();
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }

        return model;
    }
}
