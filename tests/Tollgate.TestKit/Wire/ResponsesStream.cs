using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>Writes the events of one streamed response.</summary>
internal sealed class ResponsesStream(Reply reply, EventBuffer events)
{
    private int _sequence;
    private int _item;

    /// <summary>Writes all of them.</summary>
    public void Write()
    {
        Snapshot("response.created", "in_progress", isDone: false);
        Snapshot("response.in_progress", "in_progress", isDone: false);
        if (reply.Usage.Reasoning > 0)
        {
            Whole(json => ResponsesWire.WriteReasoning(reply, json));
        }

        for (var i = 0; i < reply.Searches; i++)
        {
            var index = i;
            Whole(json => ResponsesWire.WriteSearch(reply, index, json));
        }

        if (reply.Call is null)
        {
            Message();
        }
        else
        {
            Call();
        }

        var status = ResponsesWire.Status(reply);
        Snapshot("response." + status, status, isDone: true);
    }

    private void Message()
    {
        var id = "msg_" + reply.Id[5..];
        Item("response.output_item.added", json => ResponsesWire.WriteMessage(reply, json, "in_progress", null));
        Content("response.content_part.added", id, json => Part(json, ""));
        foreach (var piece in reply.Pieces(reply.Text))
        {
            Content("response.output_text.delta", id, json =>
            {
                json.WriteString("delta", piece);
                json.WriteStartArray("logprobs");
                json.WriteEndArray();
            });
        }

        Content("response.output_text.done", id, json =>
        {
            json.WriteString("text", reply.Text);
            json.WriteStartArray("logprobs");
            json.WriteEndArray();
        });
        Content("response.content_part.done", id, json => Part(json, reply.Text));
        Item("response.output_item.done", json => ResponsesWire.WriteMessage(reply, json, ResponsesWire.Status(reply), reply.Text));
    }

    private void Call()
    {
        var id = "fc_" + reply.Id[5..];
        Item("response.output_item.added", json => ResponsesWire.WriteCall(reply, json, "in_progress", ""));
        foreach (var piece in reply.Pieces(reply.Arguments))
        {
            Arguments("response.function_call_arguments.delta", id, "delta", piece);
        }

        Arguments("response.function_call_arguments.done", id, "arguments", reply.Arguments);
        Item("response.output_item.done", json => ResponsesWire.WriteCall(reply, json, "completed", reply.Arguments));
    }

    private void Whole(Action<Utf8JsonWriter> item)
    {
        Item("response.output_item.added", item);
        Item("response.output_item.done", item);
        _item++;
    }

    private void Snapshot(string type, string status, bool isDone)
    {
        var json = Begin(type);
        json.WritePropertyName("response");
        ResponsesWire.WriteResponse(reply, json, status, isDone);
        End(json);
    }

    private void Item(string type, Action<Utf8JsonWriter> item)
    {
        var json = Begin(type);
        json.WriteNumber("output_index", _item);
        json.WritePropertyName("item");
        item(json);
        End(json);
    }

    private void Content(string type, string id, Action<Utf8JsonWriter> rest)
    {
        var json = Begin(type);
        json.WriteString("item_id", id);
        json.WriteNumber("output_index", _item);
        json.WriteNumber("content_index", 0);
        rest(json);
        End(json);
    }

    private void Arguments(string type, string id, string name, string value)
    {
        var json = Begin(type);
        json.WriteString("item_id", id);
        json.WriteNumber("output_index", _item);
        json.WriteString(name, value);
        End(json);
    }

    private Utf8JsonWriter Begin(string type)
    {
        var json = events.Begin(type);
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteNumber("sequence_number", _sequence++);
        return json;
    }

    private void End(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        events.End();
    }

    private static void Part(Utf8JsonWriter json, string text)
    {
        json.WritePropertyName("part");
        ResponsesWire.WritePart(json, text);
    }
}
