using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Refusals;

/// <summary>Anthropic's error shape: {"type":"error","error":{"type","message",…},"request_id"}.</summary>
internal static class AnthropicRefusal
{
    public static void Write(Utf8JsonWriter json, Refusal refusal, Guid requestId)
    {
        var row = RefusalTable.Row(refusal.Code);
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteStartObject("error"u8);
        json.WriteString("type"u8, row.AnthropicType);
        json.WriteString("message"u8, refusal.Sentence);
        json.WriteString("code"u8, row.Wire);
        if (refusal.Parameter is { } parameter)
        {
            json.WriteString("param"u8, parameter);
        }

        RefusalDetails.Write(json, refusal);
        json.WriteEndObject();
        json.WriteString("request_id"u8, requestId);
        json.WriteEndObject();
    }
}
