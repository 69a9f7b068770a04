using System.Text.Json;

namespace Tollgate.TestKit.Wire;

/// <summary>Errors as Gemini tells them.</summary>
internal static class GeminiError
{
    /// <summary>Writes an error body.</summary>
    public static void Write(Utf8JsonWriter json, int status, string message)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteNumber("code", status);
        json.WriteString("message", message);
        json.WriteString("status", status switch
        {
            401 => "UNAUTHENTICATED",
            403 => "PERMISSION_DENIED",
            404 => "NOT_FOUND",
            429 => "RESOURCE_EXHAUSTED",
            503 => "UNAVAILABLE",
            >= 500 => "INTERNAL",
            _ => "INVALID_ARGUMENT",
        });
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
