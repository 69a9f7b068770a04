using System.Globalization;
using System.Text.Json;
using Tollgate.Core;

namespace Tollgate.Dialects.Refusals;

/// <summary>Google's error shape: {"error":{"code","message","status","details":[…]}}, with the well-known detail types.</summary>
internal static class GeminiRefusal
{
    public static void Write(Utf8JsonWriter json, Refusal refusal, Guid requestId)
    {
        var row = RefusalTable.Row(refusal.Code);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, RefusalTable.Status(refusal, Dialect.Gemini));
        json.WriteString("message"u8, refusal.Sentence);
        json.WriteString("status"u8, row.GeminiType);
        json.WriteStartArray("details"u8);
        WriteErrorInfo(json, refusal, row);
        WriteRequestInfo(json, requestId);
        WriteRetryInfo(json, refusal);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Google's own rule: `reason` is the upper-case code, unique within `domain`.</summary>
    private static void WriteErrorInfo(Utf8JsonWriter json, Refusal refusal, RefusalRow row)
    {
        json.WriteStartObject();
        json.WriteString("@type"u8, "type.googleapis.com/google.rpc.ErrorInfo"u8);
        json.WriteString("reason"u8, row.Wire.ToUpperInvariant());
        json.WriteString("domain"u8, "tollgate"u8);
        json.WriteStartObject("metadata"u8);
        json.WriteString("code"u8, row.Wire);
        if (refusal.Parameter is { } parameter)
        {
            json.WriteString("param"u8, parameter);
        }

        RefusalDetails.Write(json, refusal);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRequestInfo(Utf8JsonWriter json, Guid requestId)
    {
        json.WriteStartObject();
        json.WriteString("@type"u8, "type.googleapis.com/google.rpc.RequestInfo"u8);
        json.WriteString("requestId"u8, requestId);
        json.WriteEndObject();
    }

    private static void WriteRetryInfo(Utf8JsonWriter json, Refusal refusal)
    {
        if (RefusalDetails.WaitSeconds(refusal) is not { } seconds)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("@type"u8, "type.googleapis.com/google.rpc.RetryInfo"u8);
        json.WriteString("retryDelay"u8, string.Create(CultureInfo.InvariantCulture, $"{seconds}s"));
        json.WriteEndObject();
    }
}
