using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Refusals;

/// <summary>OpenAI's error shape: {"error":{"message","type","param","code",…}}.</summary>
internal static class OpenAIRefusal
{
    public static void Write(Utf8JsonWriter json, Refusal refusal, Guid requestId)
    {
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, refusal.Sentence);
        json.WriteString("type"u8, RefusalTable.Row(refusal.Code).Wire);
        WriteRest(json, refusal, requestId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The `error` event of a Responses stream, which is flat and numbered.</summary>
    public static void WriteResponsesEvent(Utf8JsonWriter json, Refusal refusal, Guid requestId, int sequenceNumber)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteNumber("sequence_number"u8, sequenceNumber);
        json.WriteString("message"u8, refusal.Sentence);
        WriteRest(json, refusal, requestId);
        json.WriteEndObject();
    }

    private static void WriteRest(Utf8JsonWriter json, Refusal refusal, Guid requestId)
    {
        json.WriteString("param"u8, refusal.Parameter);
        json.WriteString("code"u8, RefusalTable.Row(refusal.Code).Wire);
        json.WriteString("request_id"u8, requestId);
        RefusalDetails.Write(json, refusal);
    }
}
