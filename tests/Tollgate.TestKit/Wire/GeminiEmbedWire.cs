using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST models/{model}:embedContent and :batchEmbedContents.</summary>
internal sealed class GeminiEmbedWire(bool isBatch) : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root)
    {
        if (!isBatch)
        {
            GeminiReader.Read(ask, root);
            return;
        }

        ask.Inputs = 0;
        foreach (var request in root.Items("requests"))
        {
            ask.Inputs++;
            GeminiReader.Read(ask, request);
        }
    }

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (isBatch)
        {
            json.WriteStartArray("embeddings");
        }
        else
        {
            json.WritePropertyName("embedding");
        }

        for (var i = 0; i < reply.Ask.Inputs; i++)
        {
            json.WriteStartObject();
            json.WritePropertyName("values");
            EmbeddingsWire.Vector(json, reply.Ask.Dimensions, isBase64: false);
            json.WriteEndObject();
        }

        if (isBatch)
        {
            json.WriteEndArray();
        }

        if (json.StartUsage("usageMetadata", reply.Behaviour.Usage))
        {
            json.Count("promptTokenCount", reply.Usage.TotalInput, reply.Behaviour.Usage);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events) => throw new NotSupportedException();
}
