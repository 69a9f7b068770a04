using System.Text.Json;

namespace Tollgate.TestKit.Wire;

/// <summary>Errors as Anthropic tells them.</summary>
internal static class AnthropicError
{
    /// <summary>Writes an error body.</summary>
    public static void Write(Utf8JsonWriter json, int status, string message, string requestId)
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", status switch
        {
            401 => "authentication_error",
            403 => "permission_error",
            404 => "not_found_error",
            429 => "rate_limit_error",
            529 => "overloaded_error",
            >= 500 => "api_error",
            _ => "invalid_request_error",
        });
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteString("request_id", requestId);
        json.WriteEndObject();
    }
}
