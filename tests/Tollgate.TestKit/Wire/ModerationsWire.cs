using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST moderations, which is free.</summary>
internal sealed class ModerationsWire : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root)
    {
        ask.SetModel(root.Text("model") ?? "omni-moderation-latest");
        if (root.TryGet("input", out var input))
        {
            ask.Inputs = input.ValueKind == JsonValueKind.Array ? input.GetArrayLength() : 1;
            ask.Heed(input.ValueKind == JsonValueKind.String ? input.GetString() : null);
        }
    }

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", reply.Id);
        json.WriteString("model", reply.Ask.Model);
        json.WriteStartArray("results");
        for (var i = 0; i < reply.Ask.Inputs; i++)
        {
            json.WriteStartObject();
            json.WriteBoolean("flagged", false);
            json.WriteStartObject("categories");
            json.WriteBoolean("violence", false);
            json.WriteEndObject();
            json.WriteStartObject("category_scores");
            json.WriteNumber("violence", 0.0001m);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events) => throw new NotSupportedException();
}
