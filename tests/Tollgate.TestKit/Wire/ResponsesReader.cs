using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>Reads a request of OpenAI Responses.</summary>
internal static class ResponsesReader
{
    /// <summary>Reads it.</summary>
    public static void Read(Ask ask, JsonElement root)
    {
        ask.SetModel(root.Text("model"));
        ask.Stream = root.IsTrue("stream");
        ask.Limit = root.Number("max_output_tokens");
        ask.Tier = root.Text("service_tier");
        ask.PreviousResponse = root.Text("previous_response_id");
        ask.MaxSearches = root.TryGet("max_tool_calls", out var calls) ? calls.GetInt64() : long.MaxValue;
        ask.IsStored = !root.TryGet("store", out var store) || store.ValueKind != JsonValueKind.False;
        ask.Thinks = root.TryGet("reasoning", out var reasoning) && reasoning.Text("effort") is not (null or "none");
        ask.Problem = ask.Limit is > 0 and < 16 ? "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16." : null;
        if (root.TryGet("instructions", out var instructions))
        {
            ask.Parts.Add(PromptHash.Part(instructions));
        }

        foreach (var tool in root.Items("tools"))
        {
            ask.Parts.Add(PromptHash.Part(tool));
            ReadTool(ask, tool, null);
        }

        if (root.TryGet("tool_choice", out var choice))
        {
            ask.MustCall = choice.ValueKind == JsonValueKind.Object ? choice.Text("type") == "function" : choice.ValueEquals("required");
            ask.MustCallName = choice.Text("name");
        }

        ReadFormat(ask, root);
        ReadInput(ask, root);
    }

    private static void ReadTool(Ask ask, JsonElement tool, string? space)
    {
        switch (tool.Text("type"))
        {
            case "function":
                ask.Tools.Add(new(tool.Text("name") ?? "", tool.TryGet("parameters", out var schema) ? schema : default, space));
                break;
            case "namespace":
                foreach (var inner in tool.Items("tools"))
                {
                    ReadTool(ask, inner, tool.Text("name"));
                }

                break;
            case "web_search" or "web_search_preview":
                ask.CanSearch = true;
                break;
        }
    }

    private static void ReadFormat(Ask ask, JsonElement root)
    {
        if (!root.TryGet("text", out var text) || !text.TryGet("format", out var format))
        {
            return;
        }

        ask.WantsJson = format.Text("type") is "json_object" or "json_schema";
        if (format.TryGet("schema", out var schema))
        {
            ask.Schema = schema;
            ask.Parts.Add(PromptHash.Part(schema));
        }
    }

    private static void ReadInput(Ask ask, JsonElement root)
    {
        if (!root.TryGet("input", out var input))
        {
            return;
        }

        if (input.ValueKind == JsonValueKind.String)
        {
            ask.Parts.Add(PromptHash.Part(input));
            ask.Heed(input.GetString());
            return;
        }

        foreach (var item in input.EnumerateArray())
        {
            ReadItem(ask, item);
        }
    }

    private static void ReadItem(Ask ask, JsonElement item)
    {
        ask.BringsToolResult = item.Text("type") is "function_call_output" or "custom_tool_call_output";
        var isUser = item.Text("role") == "user";
        ask.LastText = isUser ? "" : ask.LastText;
        if (!item.TryGet("content", out var content) || content.ValueKind == JsonValueKind.String)
        {
            ask.Parts.Add(PromptHash.Part(item));
            ask.Heed(isUser && content.ValueKind == JsonValueKind.String ? content.GetString() : null);
            return;
        }

        foreach (var part in content.EnumerateArray())
        {
            ask.Parts.Add(PromptHash.Part(part, KindOf(part)));
            ask.Heed(isUser ? part.Text("text") : null);
        }
    }

    private static PartKind KindOf(JsonElement part) => part.Text("type") switch
    {
        "input_image" => part.Text("image_url")?.StartsWith("data:", StringComparison.Ordinal) == true ? PartKind.Image : PartKind.Reference,
        "input_file" => PartKind.Reference,
        "input_audio" => PartKind.Audio,
        _ => PartKind.Text,
    };
}
