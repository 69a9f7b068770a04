using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST messages.</summary>
internal sealed class MessagesWire : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root) => MessagesReader.Read(ask, root);

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Head(reply, json);
        json.WriteStartArray("content");
        WriteBlocks(reply, json);
        json.WriteEndArray();
        json.WriteString("stop_reason", Stop(reply));
        json.WriteNull("stop_sequence");
        WriteUsage(reply, json, reply.Usage.TotalOutput, isStart: true, searches: reply.Usage.Searches);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events)
    {
        var json = Begin(events, "message_start");
        json.WriteStartObject("message");
        Head(reply, json);
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteNull("stop_reason");
        json.WriteNull("stop_sequence");
        WriteUsage(reply, json, Math.Min(1, reply.Usage.TotalOutput), isStart: true, searches: 0);
        json.WriteEndObject();
        End(events, json);

        StreamBlocks(reply, events);

        json = Begin(events, "message_delta");
        json.WriteStartObject("delta");
        json.WriteString("stop_reason", Stop(reply));
        json.WriteNull("stop_sequence");
        json.WriteEndObject();
        WriteUsage(reply, json, reply.Usage.TotalOutput, isStart: false, searches: reply.Usage.Searches);
        End(events, json);
        End(events, Begin(events, "message_stop"));
    }

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events)
    {
        var json = events.Begin("error");
        AnthropicError.Write(json, 529, "Overloaded", "req_" + reply.Id[4..]);
        events.End();
    }

    private static void Head(Reply reply, Utf8JsonWriter json)
    {
        json.WriteString("id", reply.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", reply.Ask.Model);
    }

    private static void WriteBlocks(Reply reply, Utf8JsonWriter json)
    {
        if (reply.Thought.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "thinking");
            json.WriteString("thinking", reply.Thought);
            json.WriteString("signature", Signature(reply));
            json.WriteEndObject();
        }

        for (var i = 0; i < reply.Searches; i++)
        {
            WriteSearch(reply, i, json);
            WriteSearchResult(reply, i, json);
        }

        json.WriteStartObject();
        if (reply.Call is { } call)
        {
            json.WriteString("type", "tool_use");
            json.WriteString("id", reply.CallId);
            json.WriteString("name", call.Name);
            json.WritePropertyName("input");
            json.WriteRawValue(reply.Arguments);
        }
        else
        {
            json.WriteString("type", "text");
            json.WriteString("text", reply.Text);
        }

        json.WriteEndObject();
    }

    private static void StreamBlocks(Reply reply, EventBuffer events)
    {
        var index = 0;
        if (reply.Thought.Length > 0)
        {
            StreamThought(reply, events, index++);
        }

        for (var i = 0; i < reply.Searches; i++)
        {
            var search = i;
            Start(events, index, json => WriteSearch(reply, search, json));
            Stop(events, index++);
            Start(events, index, json => WriteSearchResult(reply, search, json));
            Stop(events, index++);
        }

        if (reply.Call is { } call)
        {
            StreamCall(reply, call, events, index);
            return;
        }

        Start(events, index, static json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", "");
            json.WriteEndObject();
        });
        End(events, Begin(events, "ping"));
        foreach (var piece in reply.Pieces(reply.Text))
        {
            Delta(events, index, "text_delta", "text", piece);
        }

        Stop(events, index);
    }

    private static void StreamThought(Reply reply, EventBuffer events, int index)
    {
        Start(events, index, static json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "thinking");
            json.WriteString("thinking", "");
            json.WriteString("signature", "");
            json.WriteEndObject();
        });
        foreach (var piece in reply.Pieces(reply.Thought))
        {
            Delta(events, index, "thinking_delta", "thinking", piece);
        }

        Delta(events, index, "signature_delta", "signature", Signature(reply));
        Stop(events, index);
    }

    private static void StreamCall(Reply reply, FakeTool call, EventBuffer events, int index)
    {
        Start(events, index, json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "tool_use");
            json.WriteString("id", reply.CallId);
            json.WriteString("name", call.Name);
            json.WriteStartObject("input");
            json.WriteEndObject();
            json.WriteEndObject();
        });
        foreach (var piece in reply.Pieces(reply.Arguments))
        {
            Delta(events, index, "input_json_delta", "partial_json", piece);
        }

        Stop(events, index);
    }

    private static void Start(EventBuffer events, int index, Action<Utf8JsonWriter> block)
    {
        var json = Begin(events, "content_block_start");
        json.WriteNumber("index", index);
        json.WritePropertyName("content_block");
        block(json);
        End(events, json);
    }

    private static void Delta(EventBuffer events, int index, string type, string name, string value)
    {
        var json = Begin(events, "content_block_delta");
        json.WriteNumber("index", index);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        json.WriteString(name, value);
        json.WriteEndObject();
        End(events, json);
    }

    private static void Stop(EventBuffer events, int index)
    {
        var json = Begin(events, "content_block_stop");
        json.WriteNumber("index", index);
        End(events, json);
    }

    private static Utf8JsonWriter Begin(EventBuffer events, string type)
    {
        var json = events.Begin(type);
        json.WriteStartObject();
        json.WriteString("type", type);
        return json;
    }

    private static void End(EventBuffer events, Utf8JsonWriter json)
    {
        json.WriteEndObject();
        events.End();
    }

    private static void WriteSearch(Reply reply, int index, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "server_tool_use");
        json.WriteString("id", $"srvtoolu_{index}_{reply.Id[4..]}");
        json.WriteString("name", "web_search");
        json.WriteStartObject("input");
        json.WriteString("query", "tolls");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSearchResult(Reply reply, int index, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "web_search_tool_result");
        json.WriteString("tool_use_id", $"srvtoolu_{index}_{reply.Id[4..]}");
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUsage(Reply reply, Utf8JsonWriter json, long output, bool isStart, long searches)
    {
        var report = reply.Behaviour.Usage;
        if (!json.StartUsage("usage", report))
        {
            return;
        }

        var usage = reply.Usage;
        json.Count("input_tokens", usage.Input + usage.InputAudio + usage.InputImage, report);
        json.Count("cache_creation_input_tokens", usage.CacheWrite + usage.CacheWriteHour + WireJson.Skew(report), report);
        json.Count("cache_read_input_tokens", usage.CacheRead, report);
        if (isStart)
        {
            json.WriteStartObject("cache_creation");
            json.Count("ephemeral_5m_input_tokens", usage.CacheWrite, report);
            json.Count("ephemeral_1h_input_tokens", usage.CacheWriteHour, report);
            json.WriteEndObject();
            json.WriteString("service_tier", reply.Tier == "default" ? "standard" : reply.Tier);
        }

        json.Count("output_tokens", output, report);
        if (usage.Reasoning > 0)
        {
            json.WriteStartObject("output_tokens_details");
            json.Count("thinking_tokens", Math.Min(output, usage.Reasoning), report);
            json.WriteEndObject();
        }

        if (searches > 0)
        {
            json.WriteStartObject("server_tool_use");
            json.WriteNumber("web_search_requests", searches);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Signature(Reply reply) => "c2lnbmF0dXJl" + reply.Id[4..];

    private static string Stop(Reply reply) => reply.IsCut ? "max_tokens" : reply.Call is not null ? "tool_use" : "end_turn";
}
