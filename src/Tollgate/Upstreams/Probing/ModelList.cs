using System.Text.Json;

namespace Tollgate.Upstreams.Probing;

/// <summary>Looks for a model in a provider's list, whatever its shape: "id" or "name" with the model's name, also as "models/NAME".</summary>
internal static class ModelList
{
    /// <summary>Whether the list holds the model.</summary>
    public static bool Holds(ReadOnlySpan<byte> list, string model)
    {
        var reader = new Utf8JsonReader(list);
        var isName = false;
        try
        {
            while (reader.Read())
            {
                if (isName && reader.TokenType == JsonTokenType.String && IsModel(reader.GetString()!, model))
                {
                    return true;
                }

                isName = reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("name"u8));
            }
        }
        catch (JsonException)
        {
            // What is not JSON lists nothing.
        }

        return false;
    }

    private static bool IsModel(string listed, string model) =>
        listed == model || (listed.Length == model.Length + 7 && listed.StartsWith("models/", StringComparison.Ordinal) && listed.EndsWith(model, StringComparison.Ordinal));
}
