using System.Text.Json;
using Tollgate.Core;
using Tollgate.Pricing;

namespace Tollgate.ModelCalls;

/// <summary>Writes models as each dialect's clients expect them.</summary>
internal static class ModelListWriter
{
    private const string NoDate = "1970-01-01T00:00:00Z";

    /// <summary>The list.</summary>
    public static void WriteList(Utf8JsonWriter writer, Dialect dialect, List<PricedModel> models)
    {
        writer.WriteStartObject();
        if (dialect is Dialect.OpenAI or Dialect.OpenAIResponses)
        {
            writer.WriteString("object", "list");
        }

        writer.WriteStartArray(dialect == Dialect.Gemini ? "models" : "data");
        foreach (var model in models)
        {
            WriteOne(writer, dialect, model);
        }

        writer.WriteEndArray();
        if (dialect == Dialect.Anthropic)
        {
            writer.WriteBoolean("has_more", false);
            writer.WriteString("first_id", models.Count == 0 ? null : models[0].Model);
            writer.WriteString("last_id", models.Count == 0 ? null : models[^1].Model);
        }

        writer.WriteEndObject();
    }

    /// <summary>One model.</summary>
    public static void WriteOne(Utf8JsonWriter writer, Dialect dialect, PricedModel model)
    {
        writer.WriteStartObject();
        switch (dialect)
        {
            case Dialect.Anthropic:
                writer.WriteString("type", "model");
                writer.WriteString("id", model.Model);
                writer.WriteString("display_name", model.Model);
                writer.WriteString("created_at", NoDate);
                break;
            case Dialect.Gemini:
                WriteGemini(writer, model);
                break;
            default:
                writer.WriteString("id", model.Model);
                writer.WriteString("object", "model");
                writer.WriteNumber("created", 0);
                writer.WriteString("owned_by", model.Provider);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteGemini(Utf8JsonWriter writer, PricedModel model)
    {
        writer.WriteString("name", $"models/{model.Model}");
        writer.WriteString("displayName", model.Model);
        writer.WriteNumber("inputTokenLimit", model.Traits.ContextWindow);
        writer.WriteNumber("outputTokenLimit", model.Traits.MaxOutput);
        writer.WriteStartArray("supportedGenerationMethods");
        writer.WriteStringValue(model.Traits.Mode == "embedding" ? "embedContent" : "generateContent");
        writer.WriteEndArray();
    }
}
