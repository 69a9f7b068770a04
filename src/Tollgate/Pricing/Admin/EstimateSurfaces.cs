using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Pricing.Admin;

/// <summary>Which surface a quote is about.</summary>
internal static class EstimateSurfaces
{
    /// <summary>What may be asked for.</summary>
    public const string Names = "chat/completions, responses, completions, embeddings, messages, generateContent or moderations";

    /// <summary>The surface by its name, else by the body's shape; null when the name is not one.</summary>
    public static Surface? Of(string? name, string provider, JsonElement body) => name switch
    {
        null => Guess(provider, body),
        "chat/completions" => Surface.ChatCompletions,
        "responses" => Surface.Responses,
        "completions" => Surface.Completions,
        "embeddings" => Surface.Embeddings,
        "messages" => Surface.Messages,
        "generateContent" => Surface.GenerateContent,
        "moderations" => Surface.Moderations,
        _ => null,
    };

    private static Surface Guess(string provider, JsonElement body)
    {
        if (Has(body, "contents"))
        {
            return Surface.GenerateContent;
        }

        if (Has(body, "messages"))
        {
            return provider == "anthropic" ? Surface.Messages : Surface.ChatCompletions;
        }

        return Has(body, "prompt") ? Surface.Completions : Surface.Responses;
    }

    private static bool Has(JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out _);
}
