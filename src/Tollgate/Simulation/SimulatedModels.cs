using System.Text.Json;

namespace Tollgate.Simulation;

/// <summary>The lists of models of the simulated provider: `tollgate providers test` asks for them.</summary>
internal static class SimulatedModels
{
    /// <summary>Names from the catalogue, so that they have prices; calls may name any other.</summary>
    private static readonly string[] Names = ["claude-haiku-4-5", "claude-opus-4-5", "claude-sonnet-4-5", "gemini-2.5-flash", "gemini-2.5-pro", "gpt-5", "gpt-5-mini"];

    /// <summary>Whether a path is a list of models.</summary>
    public static bool IsList(string path) => path.EndsWith("/models", StringComparison.Ordinal);

    /// <summary>Writes the list in the dialect of the path.</summary>
    public static void Write(string path, Utf8JsonWriter json)
    {
        var isGemini = path.StartsWith("/v1beta/", StringComparison.Ordinal);
        json.WriteStartObject();
        json.WriteStartArray(isGemini ? "models" : "data");
        foreach (var name in Names)
        {
            json.WriteStartObject();
            json.WriteString(isGemini ? "name" : "id", isGemini ? "models/" + name : name);
            if (!isGemini)
            {
                json.WriteString("object", "model");
                json.WriteString("type", "model");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!isGemini)
        {
            json.WriteString("object", "list");
            json.WriteBoolean("has_more", false);
        }

        json.WriteEndObject();
    }
}
