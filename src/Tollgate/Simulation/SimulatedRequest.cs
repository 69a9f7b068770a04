using System.Text.Json;

namespace Tollgate.Simulation;

/// <summary>The few things that the simulated provider reads in a request.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Model">The model.</param>
/// <param name="IsStream">Whether a stream is asked for.</param>
/// <param name="TellsUsage">Whether a Chat stream ends with its usage.</param>
/// <param name="Limit">The output limit in tokens; 0 = none.</param>
internal readonly record struct SimulatedRequest(SimulatedDialect Dialect, string Model, bool IsStream, bool TellsUsage, long Limit)
{
    /// <summary>Reads a request; null when the path is none of ours.</summary>
    public static SimulatedRequest? Read(string path, JsonElement body)
    {
        if (path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            return Read(SimulatedDialect.Chat, body, Math.Max(Number(body, "max_tokens"), Number(body, "max_completion_tokens")));
        }

        if (path.EndsWith("/responses", StringComparison.Ordinal))
        {
            return Read(SimulatedDialect.Responses, body, Number(body, "max_output_tokens"));
        }

        if (path.EndsWith("/messages", StringComparison.Ordinal))
        {
            return Read(SimulatedDialect.Messages, body, Number(body, "max_tokens"));
        }

        return ReadGemini(path, body);
    }

    private static SimulatedRequest Read(SimulatedDialect dialect, JsonElement body, long limit)
    {
        var model = body.TryGetProperty("model", out var name) ? name.GetString() ?? "" : "";
        var tellsUsage = body.TryGetProperty("stream_options", out var options) && IsTrue(options, "include_usage");
        return new(dialect, model, IsTrue(body, "stream"), tellsUsage, limit);
    }

    private static SimulatedRequest? ReadGemini(string path, JsonElement body)
    {
        var models = path.LastIndexOf("/models/", StringComparison.Ordinal);
        var colon = path.LastIndexOf(':');
        if (models < 0 || colon < models)
        {
            return null;
        }

        var limit = body.TryGetProperty("generationConfig", out var config) ? Number(config, "maxOutputTokens") : 0;
        return path[colon..] switch
        {
            ":generateContent" => new(SimulatedDialect.Gemini, path[(models + 8)..colon], false, false, limit),
            ":streamGenerateContent" => new(SimulatedDialect.Gemini, path[(models + 8)..colon], true, false, limit),
            _ => null,
        };
    }

    private static long Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;

    private static bool IsTrue(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
