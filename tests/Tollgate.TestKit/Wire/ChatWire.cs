using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST chat/completions.</summary>
internal sealed class ChatWire : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root)
    {
        ask.SetModel(root.Text("model"));
        ask.Stream = root.IsTrue("stream");
        ask.AsksForUsage = root.TryGet("stream_options", out var options) && options.IsTrue("include_usage");
        ask.Limit = Math.Max(root.Number("max_completion_tokens"), root.Number("max_tokens"));
        ask.Choices = (int)Math.Max(1, root.Number("n"));
        ask.Tier = root.Text("service_tier");
        ask.Thinks = root.Text("reasoning_effort") is not (null or "none");
        ask.WantsAudio = root.Items("modalities").Any(modality => modality.ValueEquals("audio"));
        ask.Problem = Fault(ask, root);
        ReadTools(ask, root);
        ReadFormat(ask, root);
        ReadMessages(ask, root);
    }

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Head(reply, json, "chat.completion");
        json.WriteStartArray("choices");
        for (var i = 0; i < reply.Ask.Choices; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", i);
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            WriteMessage(reply, json);
            json.WriteNull("refusal");
            json.WriteStartArray("annotations");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", Finish(reply));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        OpenAIUsage.WriteChat(json, reply);
        json.WriteString("service_tier", reply.Tier);
        json.WriteString("system_fingerprint", "fp_fake");
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events)
    {
        Chunk(reply, events, null, json =>
        {
            json.WriteString("role", "assistant");
            json.WriteString("content", "");
            json.WriteNull("refusal");
        });
        foreach (var piece in reply.Pieces(reply.Text))
        {
            Chunk(reply, events, null, json => ChatAudio.WriteDelta(reply, json, piece));
        }

        if (reply.Call is { } call)
        {
            Chunk(reply, events, null, json => WriteCallDelta(json, reply.CallId, call.Name, ""));
            foreach (var piece in reply.Pieces(reply.Arguments))
            {
                Chunk(reply, events, null, json => WriteCallDelta(json, null, null, piece));
            }
        }

        Chunk(reply, events, Finish(reply), static _ => { });
        WriteUsageChunk(reply, events);
        events.RawEvent("data: [DONE]\n\n");
    }

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events)
    {
        var json = events.Begin();
        OpenAIError.Write(json, 500, "The server had an error while processing your request.");
        events.End();
    }

    private static string? Fault(Ask ask, JsonElement root)
    {
        if (!ask.Stream && root.TryGet("stream_options", out _))
        {
            return "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
        }

        var isModern = ask.Model.StartsWith("gpt-5", StringComparison.Ordinal) || ask.Model.StartsWith('o') || ask.Model == "fake-reasoner";
        if (isModern && root.TryGet("max_tokens", out _))
        {
            return "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
        }

        return root.TryGet("max_tokens", out _) && root.TryGet("max_completion_tokens", out _)
            ? "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported." : null;
    }

    private static void ReadTools(Ask ask, JsonElement root)
    {
        foreach (var tool in root.Items("tools"))
        {
            ask.Parts.Add(PromptHash.Part(tool));
            if (tool.TryGet("function", out var function))
            {
                ask.Tools.Add(new(function.Text("name") ?? "", function.TryGet("parameters", out var schema) ? schema : default));
            }
        }

        if (root.TryGet("tool_choice", out var choice))
        {
            ask.MustCall = choice.ValueKind == JsonValueKind.Object || choice.ValueEquals("required");
            ask.MustCallName = choice.TryGet("function", out var named) ? named.Text("name") : null;
        }
    }

    private static void ReadFormat(Ask ask, JsonElement root)
    {
        if (!root.TryGet("response_format", out var format))
        {
            return;
        }

        ask.WantsJson = format.Text("type") is "json_object" or "json_schema";
        if (format.TryGet("json_schema", out var named) && named.TryGet("schema", out var schema))
        {
            ask.Schema = schema;
            ask.Parts.Add(PromptHash.Part(schema));
        }
    }

    private static void ReadMessages(Ask ask, JsonElement root)
    {
        foreach (var message in root.Items("messages"))
        {
            var role = message.Text("role");
            ask.LastText = role == "user" ? "" : ask.LastText;
            ask.BringsToolResult = role is "tool" or "function";
            if (message.TryGet("tool_calls", out var calls))
            {
                ask.Parts.Add(PromptHash.Part(calls));
            }

            if (!message.TryGet("content", out var content))
            {
                continue;
            }

            if (content.ValueKind == JsonValueKind.String)
            {
                ask.Parts.Add(PromptHash.Part(content));
                ask.Heed(role == "user" ? content.GetString() : null);
                continue;
            }

            foreach (var part in content.EnumerateArray())
            {
                ask.Parts.Add(PromptHash.Part(part, KindOf(part)));
                ask.Heed(role == "user" ? part.Text("text") : null);
            }
        }
    }

    private static PartKind KindOf(JsonElement part) => part.Text("type") switch
    {
        "image_url" => IsInline(part) ? PartKind.Image : PartKind.Reference,
        "input_audio" => PartKind.Audio,
        "file" => PartKind.Reference,
        _ => PartKind.Text,
    };

    private static bool IsInline(JsonElement part) =>
        part.TryGet("image_url", out var image) && image.Text("url")?.StartsWith("data:", StringComparison.Ordinal) == true;

    private static void Head(Reply reply, Utf8JsonWriter json, string kind)
    {
        json.WriteString("id", reply.Id);
        json.WriteString("object", kind);
        json.WriteNumber("created", reply.Created);
        json.WriteString("model", reply.Ask.Model);
    }

    private static void WriteMessage(Reply reply, Utf8JsonWriter json)
    {
        if (reply.Call is not { } call)
        {
            ChatAudio.WriteMessage(reply, json);
            return;
        }

        json.WriteNull("content");
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteString("id", reply.CallId);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", reply.Arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteCallDelta(Utf8JsonWriter json, string? id, string? name, string arguments)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        if (id is not null)
        {
            json.WriteString("id", id);
            json.WriteString("type", "function");
        }

        json.WriteStartObject("function");
        if (name is not null)
        {
            json.WriteString("name", name);
        }

        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Chunk(Reply reply, EventBuffer events, string? finish, Action<Utf8JsonWriter> delta)
    {
        for (var i = 0; i < reply.Ask.Choices; i++)
        {
            var json = events.Begin();
            json.WriteStartObject();
            Head(reply, json, "chat.completion.chunk");
            json.WriteString("service_tier", reply.Tier);
            json.WriteString("system_fingerprint", "fp_fake");
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", i);
            json.WriteStartObject("delta");
            delta(json);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", finish);
            json.WriteEndObject();
            json.WriteEndArray();
            if (reply.Ask.AsksForUsage)
            {
                json.WriteNull("usage");
            }

            json.WriteEndObject();
            events.End();
        }
    }

    private static void WriteUsageChunk(Reply reply, EventBuffer events)
    {
        if (!reply.Ask.AsksForUsage || reply.Behaviour.Usage == UsageReport.None)
        {
            return;
        }

        var json = events.Begin();
        json.WriteStartObject();
        Head(reply, json, "chat.completion.chunk");
        json.WriteString("service_tier", reply.Tier);
        json.WriteString("system_fingerprint", "fp_fake");
        json.WriteStartArray("choices");
        json.WriteEndArray();
        OpenAIUsage.WriteChat(json, reply);
        json.WriteEndObject();
        events.End();
    }

    private static string Finish(Reply reply) => reply.IsCut ? "length" : reply.Call is not null ? "tool_calls" : "stop";
}
