using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>Reads a request of Anthropic Messages.</summary>
internal static class MessagesReader
{
    /// <summary>Reads it.</summary>
    public static void Read(Ask ask, JsonElement root)
    {
        ask.SetModel(root.Text("model"));
        ask.Stream = root.IsTrue("stream");
        ask.Limit = root.Number("max_tokens");
        ask.Tier = root.Text("service_tier");
        if (root.TryGet("thinking", out var thinking))
        {
            ask.Thinks = thinking.Text("type") is "enabled" or "adaptive";
            ask.ThinkingBudget = thinking.Number("budget_tokens");
        }

        ask.Problem = Fault(ask, root);
        ReadTools(ask, root);
        ReadFormat(ask, root);
        if (root.TryGet("system", out var system))
        {
            ReadContent(ask, system, isUser: false);
        }

        foreach (var message in root.Items("messages"))
        {
            var isUser = message.Text("role") == "user";
            ask.LastText = isUser ? "" : ask.LastText;
            if (message.TryGet("content", out var content))
            {
                ReadContent(ask, content, isUser);
            }
        }
    }

    private static string? Fault(Ask ask, JsonElement root)
    {
        if (ask.Limit <= 0 && ask.Surface == "messages")
        {
            return "max_tokens: Field required";
        }

        if (ask.ThinkingBudget > 0 && (ask.ThinkingBudget < 1_024 || (ask.Surface == "messages" && ask.ThinkingBudget >= ask.Limit)))
        {
            return "`max_tokens` must be greater than `thinking.budget_tokens`, which must be at least 1024.";
        }

        return root.TryGet("messages", out _) ? null : "messages: Field required";
    }

    private static void ReadTools(Ask ask, JsonElement root)
    {
        foreach (var tool in root.Items("tools"))
        {
            ask.Parts.Add(PromptHash.Part(tool));
            var type = tool.Text("type");
            if (type is null or "custom")
            {
                ask.Tools.Add(new(tool.Text("name") ?? "", tool.TryGet("input_schema", out var schema) ? schema : default));
            }
            else if (type.StartsWith("web_search", StringComparison.Ordinal))
            {
                ask.CanSearch = true;
                ask.MaxSearches = tool.TryGet("max_uses", out var uses) ? uses.GetInt64() : long.MaxValue;
            }
        }

        if (root.TryGet("tool_choice", out var choice))
        {
            ask.MustCall = choice.Text("type") is "any" or "tool";
            ask.MustCallName = choice.Text("name");
        }
    }

    private static void ReadFormat(Ask ask, JsonElement root)
    {
        var holder = root.TryGet("output_config", out var config) ? config : root;
        if ((holder.TryGet("format", out var format) || root.TryGet("output_format", out format)) && format.TryGet("schema", out var schema))
        {
            ask.WantsJson = true;
            ask.Schema = schema;
            ask.Parts.Add(PromptHash.Part(schema));
        }
    }

    private static void ReadContent(Ask ask, JsonElement content, bool isUser)
    {
        ask.BringsToolResult = false;
        if (content.ValueKind == JsonValueKind.String)
        {
            ask.Parts.Add(PromptHash.Part(content));
            ask.Heed(isUser ? content.GetString() : null);
            return;
        }

        foreach (var block in content.EnumerateArray())
        {
            ask.Parts.Add(PromptHash.Part(block, KindOf(block)));
            ask.Heed(isUser ? block.Text("text") : null);
            ask.BringsToolResult |= block.Text("type") == "tool_result";
        }
    }

    private static PartKind KindOf(JsonElement block) => block.Text("type") switch
    {
        "image" => block.TryGet("source", out var source) && source.Text("type") == "base64" ? PartKind.Image : PartKind.Reference,
        "document" => block.TryGet("source", out var document) && document.Text("type") == "text" ? PartKind.Text : PartKind.Reference,
        _ => PartKind.Text,
    };
}
