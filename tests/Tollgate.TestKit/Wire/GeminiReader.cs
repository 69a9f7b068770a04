using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>Reads a request of Gemini, in either spelling of its fields.</summary>
internal static class GeminiReader
{
    /// <summary>Reads it.</summary>
    public static void Read(Ask ask, JsonElement root)
    {
        if (Either(root, "systemInstruction", "system_instruction", out var system))
        {
            ReadContent(ask, system);
        }

        foreach (var tool in root.Items("tools"))
        {
            ReadTool(ask, tool);
        }

        if (Either(root, "toolConfig", "tool_config", out var config)
            && Either(config, "functionCallingConfig", "function_calling_config", out var calling))
        {
            ask.MustCall = calling.Text("mode") == "ANY";
            ask.MustCallName = calling.Items("allowedFunctionNames").Select(name => name.GetString()).FirstOrDefault();
        }

        if (Either(root, "generationConfig", "generation_config", out var generation))
        {
            ReadGeneration(ask, generation);
        }

        foreach (var content in root.Items("contents"))
        {
            var isUser = content.Text("role") is null or "user";
            ask.LastText = isUser ? "" : ask.LastText;
            ReadContent(ask, content);
        }

        if (Either(root, "content", "content", out var single))
        {
            ReadContent(ask, single);
        }
    }

    private static void ReadTool(Ask ask, JsonElement tool)
    {
        ask.Parts.Add(PromptHash.Part(tool));
        ask.CanSearch |= Either(tool, "googleSearch", "google_search", out _);
        if (!Either(tool, "functionDeclarations", "function_declarations", out var functions))
        {
            return;
        }

        foreach (var function in functions.EnumerateArray())
        {
            var schema = function.TryGet("parameters", out var parameters) || Either(function, "parametersJsonSchema", "parameters_json_schema", out parameters)
                ? parameters : default;
            ask.Tools.Add(new(function.Text("name") ?? "", schema));
        }
    }

    private static void ReadGeneration(Ask ask, JsonElement generation)
    {
        ask.Limit = Either(generation, "maxOutputTokens", "max_output_tokens", out var limit) ? limit.GetInt64() : 0;
        ask.Choices = Either(generation, "candidateCount", "candidate_count", out var count) ? count.GetInt32() : 1;
        ask.WantsJson = Either(generation, "responseMimeType", "response_mime_type", out var type) && type.ValueEquals("application/json");
        if (Either(generation, "responseSchema", "response_schema", out var schema)
            || Either(generation, "responseJsonSchema", "response_json_schema", out schema))
        {
            ask.Schema = schema;
            ask.Parts.Add(PromptHash.Part(schema));
        }

        if (Either(generation, "thinkingConfig", "thinking_config", out var thinking))
        {
            ask.ThinkingBudget = Either(thinking, "thinkingBudget", "thinking_budget", out var budget) ? budget.GetInt64() : -1;
            ask.Thinks = ask.ThinkingBudget != 0;
            ask.ThinkingBudget = Math.Max(0, ask.ThinkingBudget);
        }
    }

    private static void ReadContent(Ask ask, JsonElement content)
    {
        ask.BringsToolResult = false;
        foreach (var part in content.Items("parts"))
        {
            ask.Parts.Add(PromptHash.Part(part, KindOf(part)));
            ask.BringsToolResult |= Either(part, "functionResponse", "function_response", out _);
            ask.Heed(content.Text("role") == "model" ? null : part.Text("text"));
        }
    }

    private static PartKind KindOf(JsonElement part)
    {
        if (Either(part, "fileData", "file_data", out _))
        {
            return PartKind.Reference;
        }

        if (!Either(part, "inlineData", "inline_data", out var data))
        {
            return PartKind.Text;
        }

        var type = data.Text("mimeType") ?? data.Text("mime_type") ?? "";
        return type.StartsWith("audio/", StringComparison.Ordinal) ? PartKind.Audio : PartKind.Image;
    }

    private static bool Either(JsonElement element, string camel, string snake, out JsonElement value) =>
        element.TryGet(camel, out value) || element.TryGet(snake, out value);
}
