using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST responses.</summary>
internal sealed class ResponsesWire : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root) => ResponsesReader.Read(ask, root);

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json) => WriteResponse(reply, json, Status(reply), isDone: true);

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events)
    {
        var stream = new ResponsesStream(reply, events);
        stream.Write();
    }

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events)
    {
        var json = events.Begin("error");
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteString("code", "server_error");
        json.WriteString("message", "The server had an error while processing your request.");
        json.WriteNull("param");
        json.WriteNumber("sequence_number", events.Ends.Count);
        json.WriteEndObject();
        events.End();
    }

    /// <summary>How a finished response ended.</summary>
    public static string Status(Reply reply) => reply.IsCut ? "incomplete" : "completed";

    /// <summary>Writes a response object.</summary>
    public static void WriteResponse(Reply reply, Utf8JsonWriter json, string status, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("id", reply.Id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", reply.Created);
        json.WriteString("status", status);
        json.WriteBoolean("background", false);
        json.WriteNull("error");
        if (isDone && reply.IsCut)
        {
            json.WriteStartObject("incomplete_details");
            json.WriteString("reason", "max_output_tokens");
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details");
        }

        json.WriteString("model", reply.Ask.Model);
        json.WriteStartArray("output");
        if (isDone)
        {
            WriteItems(reply, json);
        }

        json.WriteEndArray();
        WriteSettings(reply, json);
        if (isDone)
        {
            OpenAIUsage.WriteResponses(json, reply);
        }
        else
        {
            json.WriteNull("usage");
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the reasoning item.</summary>
    public static void WriteReasoning(Reply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", "rs_" + reply.Id[5..]);
        json.WriteString("type", "reasoning");
        json.WriteStartArray("summary");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a web search item.</summary>
    public static void WriteSearch(Reply reply, int index, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", $"ws_{index}_{reply.Id[5..]}");
        json.WriteString("type", "web_search_call");
        json.WriteString("status", "completed");
        json.WriteStartObject("action");
        json.WriteString("type", "search");
        json.WriteString("query", "tolls");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the message item.</summary>
    public static void WriteMessage(Reply reply, Utf8JsonWriter json, string status, string? text)
    {
        json.WriteStartObject();
        json.WriteString("id", "msg_" + reply.Id[5..]);
        json.WriteString("type", "message");
        json.WriteString("status", status);
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (text is not null)
        {
            WritePart(json, text);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the function call item.</summary>
    public static void WriteCall(Reply reply, Utf8JsonWriter json, string status, string arguments)
    {
        json.WriteStartObject();
        json.WriteString("id", "fc_" + reply.Id[5..]);
        json.WriteString("type", "function_call");
        json.WriteString("status", status);
        json.WriteString("arguments", arguments);
        json.WriteString("call_id", reply.CallId);
        json.WriteString("name", reply.Call!.Value.Name);
        if (reply.Call.Value.Namespace is { } space)
        {
            json.WriteString("namespace", space);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes an output text part.</summary>
    public static void WritePart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "output_text");
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        json.WriteStartArray("logprobs");
        json.WriteEndArray();
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteItems(Reply reply, Utf8JsonWriter json)
    {
        if (reply.Usage.Reasoning > 0)
        {
            WriteReasoning(reply, json);
        }

        for (var i = 0; i < reply.Searches; i++)
        {
            WriteSearch(reply, i, json);
        }

        if (reply.Call is not null)
        {
            WriteCall(reply, json, "completed", reply.Arguments);
            return;
        }

        WriteMessage(reply, json, Status(reply), reply.Text);
    }

    private static void WriteSettings(Reply reply, Utf8JsonWriter json)
    {
        json.WriteNull("instructions");
        json.WriteStartObject("metadata");
        json.WriteEndObject();
        json.WriteBoolean("parallel_tool_calls", true);
        json.WriteString("previous_response_id", reply.Ask.PreviousResponse);
        json.WriteString("service_tier", reply.Tier);
        json.WriteBoolean("store", reply.Ask.IsStored);
        json.WriteNumber("temperature", 1);
        json.WriteString("tool_choice", "auto");
        json.WriteStartArray("tools");
        json.WriteEndArray();
        json.WriteNumber("top_p", 1);
        json.WriteString("truncation", "disabled");
    }
}
