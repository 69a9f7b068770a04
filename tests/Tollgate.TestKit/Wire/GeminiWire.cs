using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST models/{model}:generateContent and :streamGenerateContent.</summary>
internal sealed class GeminiWire : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root) => GeminiReader.Read(ask, root);

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json) =>
        Chunk(reply, json, reply.Text, reply.Thought, isLast: true, reply.Usage.Output);

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events)
    {
        var pieces = reply.Pieces(reply.Text).ToArray();
        if (reply.Thought.Length > 0)
        {
            Add(reply, events, null, reply.Thought, isLast: false, 0);
        }

        for (var i = 0; i < pieces.Length - 1; i++)
        {
            Add(reply, events, pieces[i], "", isLast: false, (i + 1) * (long)reply.Behaviour.TokensPerEvent);
        }

        Add(reply, events, pieces.Length == 0 ? "" : pieces[^1], "", isLast: true, reply.Usage.Output);
        events.Close();
    }

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events)
    {
        var json = events.Begin();
        GeminiError.Write(json, 503, "The model is overloaded. Please try again later.");
        events.End("\r\n\r\n");
    }

    private static void Add(Reply reply, EventBuffer events, string? text, string thought, bool isLast, long written)
    {
        Chunk(reply, events.Begin(), text, thought, isLast, written);
        events.End("\r\n\r\n");
    }

    private static void Chunk(Reply reply, Utf8JsonWriter json, string? text, string thought, bool isLast, long written)
    {
        json.WriteStartObject();
        json.WriteStartArray("candidates");
        for (var i = 0; i < reply.Ask.Choices; i++)
        {
            json.WriteStartObject();
            json.WriteStartObject("content");
            json.WriteStartArray("parts");
            WriteParts(reply, json, text, thought, isLast);
            json.WriteEndArray();
            json.WriteString("role", "model");
            json.WriteEndObject();
            if (isLast)
            {
                json.WriteString("finishReason", reply.IsCut ? "MAX_TOKENS" : "STOP");
                WriteGrounding(reply, json);
            }

            json.WriteNumber("index", i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteUsage(reply, json, written);
        json.WriteString("modelVersion", reply.Ask.Model);
        json.WriteString("responseId", reply.Id);
        json.WriteEndObject();
    }

    private static void WriteParts(Reply reply, Utf8JsonWriter json, string? text, string thought, bool isLast)
    {
        if (thought.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("text", thought);
            json.WriteBoolean("thought", true);
            json.WriteEndObject();
        }

        if (isLast && reply.Call is { } call)
        {
            json.WriteStartObject();
            json.WriteStartObject("functionCall");
            json.WriteString("id", reply.CallId);
            json.WriteString("name", call.Name);
            json.WritePropertyName("args");
            json.WriteRawValue(reply.Arguments);
            json.WriteEndObject();
            json.WriteString("thoughtSignature", "c2lnbmF0dXJl");
            json.WriteEndObject();
            return;
        }

        if (text is not null)
        {
            json.WriteStartObject();
            json.WriteString("text", text);
            json.WriteEndObject();
        }
    }

    private static void WriteGrounding(Reply reply, Utf8JsonWriter json)
    {
        if (reply.Searches == 0)
        {
            return;
        }

        json.WriteStartObject("groundingMetadata");
        json.WriteStartArray("webSearchQueries");
        for (var i = 0; i < reply.Searches; i++)
        {
            json.WriteStringValue($"tolls {i}");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUsage(Reply reply, Utf8JsonWriter json, long written)
    {
        var report = reply.Behaviour.Usage;
        if (!json.StartUsage("usageMetadata", report))
        {
            return;
        }

        var usage = reply.Usage;
        var prompt = usage.TotalInput - usage.ToolPrompt;
        json.Count("promptTokenCount", prompt, report);
        if (usage.CacheRead > 0)
        {
            json.Count("cachedContentTokenCount", usage.CacheRead, report);
        }

        json.Count("candidatesTokenCount", written, report);
        if (usage.Reasoning > 0)
        {
            json.Count("thoughtsTokenCount", usage.Reasoning, report);
        }

        if (usage.ToolPrompt > 0)
        {
            json.Count("toolUsePromptTokenCount", usage.ToolPrompt, report);
        }

        json.Count("totalTokenCount", usage.TotalInput + written + usage.Reasoning + WireJson.Skew(report), report);
        json.WriteStartArray("promptTokensDetails");
        Detail(json, "TEXT", prompt - usage.InputAudio, report);
        if (usage.InputAudio > 0)
        {
            Detail(json, "AUDIO", usage.InputAudio, report);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Detail(Utf8JsonWriter json, string modality, long count, UsageReport report)
    {
        json.WriteStartObject();
        json.WriteString("modality", modality);
        json.Count("tokenCount", count, report);
        json.WriteEndObject();
    }
}
