using System.Runtime.InteropServices;
using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST embeddings.</summary>
internal sealed class EmbeddingsWire : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root)
    {
        ask.SetModel(root.Text("model"));
        ask.IsBase64 = root.Text("encoding_format") == "base64";
        ask.Dimensions = (int)(root.Number("dimensions") is > 0 and var dimensions ? dimensions : 16);
        if (!root.TryGet("input", out var input))
        {
            ask.Problem = "you must provide an input";
            return;
        }

        ask.Parts.Add(PromptHash.Part(input));
        if (input.ValueKind == JsonValueKind.String)
        {
            ask.Heed(input.GetString());
            return;
        }

        ask.Inputs = input.GetArrayLength();
        foreach (var item in input.EnumerateArray())
        {
            ask.Heed(item.ValueKind == JsonValueKind.String ? item.GetString() : null);
        }
    }

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var i = 0; i < reply.Ask.Inputs; i++)
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", i);
            json.WritePropertyName("embedding");
            Vector(json, reply.Ask.Dimensions, reply.Ask.IsBase64);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", reply.Ask.Model);
        if (json.StartUsage("usage", reply.Behaviour.Usage))
        {
            json.Count("prompt_tokens", reply.Usage.TotalInput, reply.Behaviour.Usage);
            json.Count("total_tokens", reply.Usage.TotalInput + WireJson.Skew(reply.Behaviour.Usage), reply.Behaviour.Usage);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events) => throw new NotSupportedException();

    /// <summary>Writes a unit vector.</summary>
    public static void Vector(Utf8JsonWriter json, int dimensions, bool isBase64)
    {
        var values = new float[dimensions];
        values.AsSpan().Fill(1f / MathF.Sqrt(dimensions));
        if (isBase64)
        {
            json.WriteBase64StringValue(MemoryMarshal.AsBytes<float>(values));
            return;
        }

        json.WriteStartArray();
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
