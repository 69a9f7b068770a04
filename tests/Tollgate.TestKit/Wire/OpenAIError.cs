using System.Text.Json;

namespace Tollgate.TestKit.Wire;

/// <summary>Errors as OpenAI tells them.</summary>
internal static class OpenAIError
{
    /// <summary>Writes an error body.</summary>
    public static void Write(Utf8JsonWriter json, int status, string message)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", status switch
        {
            429 => "rate_limit_error",
            >= 500 => "server_error",
            _ => "invalid_request_error",
        });
        json.WriteNull("param");
        json.WriteString("code", Code(status));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? Code(int status) => status switch
    {
        401 => "invalid_api_key",
        404 => "model_not_found",
        429 => "rate_limit_exceeded",
        _ => null,
    };
}
