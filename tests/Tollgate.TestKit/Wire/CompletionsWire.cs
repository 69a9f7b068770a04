using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST completions, the old text one.</summary>
internal sealed class CompletionsWire : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root)
    {
        ask.SetModel(root.Text("model"));
        ask.Stream = root.IsTrue("stream");
        ask.AsksForUsage = root.TryGet("stream_options", out var options) && options.IsTrue("include_usage");
        ask.Limit = root.TryGet("max_tokens", out var limit) ? limit.GetInt64() : 16;
        ask.Choices = (int)Math.Max(1, Math.Max(root.Number("n"), root.Number("best_of")));
        if (root.TryGet("prompt", out var prompt))
        {
            ask.Parts.Add(PromptHash.Part(prompt));
            ask.Heed(prompt.ValueKind == JsonValueKind.String ? prompt.GetString() : null);
        }
    }

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json)
    {
        Start(reply, json);
        for (var i = 0; i < reply.Ask.Choices; i++)
        {
            Choice(json, i, reply.Text, reply.IsCut ? "length" : "stop");
        }

        json.WriteEndArray();
        OpenAIUsage.WriteChat(json, reply);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events)
    {
        foreach (var piece in reply.Pieces(reply.Text))
        {
            Chunk(reply, events, piece, null);
        }

        Chunk(reply, events, "", reply.IsCut ? "length" : "stop");
        if (reply.Ask.AsksForUsage && reply.Behaviour.Usage != UsageReport.None)
        {
            var json = events.Begin();
            Start(reply, json);
            json.WriteEndArray();
            OpenAIUsage.WriteChat(json, reply);
            json.WriteEndObject();
            events.End();
        }

        events.RawEvent("data: [DONE]\n\n");
    }

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events)
    {
        OpenAIError.Write(events.Begin(), 500, "The server had an error while processing your request.");
        events.End();
    }

    private static void Chunk(Reply reply, EventBuffer events, string text, string? finish)
    {
        for (var i = 0; i < reply.Ask.Choices; i++)
        {
            var json = events.Begin();
            Start(reply, json);
            Choice(json, i, text, finish);
            json.WriteEndArray();
            json.WriteEndObject();
            events.End();
        }
    }

    private static void Start(Reply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", reply.Id);
        json.WriteString("object", "text_completion");
        json.WriteNumber("created", reply.Created);
        json.WriteString("model", reply.Ask.Model);
        json.WriteStartArray("choices");
    }

    private static void Choice(Utf8JsonWriter json, int index, string text, string? finish)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteNumber("index", index);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", finish);
        json.WriteEndObject();
    }
}
