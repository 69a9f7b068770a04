using System.Text.Json;
using Tollgate.TestKit.Provider;

namespace Tollgate.TestKit.Wire;

/// <summary>POST messages/count_tokens and :countTokens, which are free.</summary>
internal sealed class CountWire(bool isGemini) : IWire
{
    /// <inheritdoc/>
    public void Read(Ask ask, JsonElement root)
    {
        if (!isGemini)
        {
            MessagesReader.Read(ask, root);
            return;
        }

        GeminiReader.Read(ask, root.TryGet("generateContentRequest", out var inner) ? inner : root);
    }

    /// <inheritdoc/>
    public void Whole(Reply reply, Utf8JsonWriter json)
    {
        var tokens = reply.Ask.Parts.Sum(part => part.Tokens);
        json.WriteStartObject();
        json.WriteNumber(isGemini ? "totalTokens" : "input_tokens", tokens);
        json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Stream(Reply reply, EventBuffer events) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void ErrorEvent(Reply reply, EventBuffer events) => throw new NotSupportedException();
}
