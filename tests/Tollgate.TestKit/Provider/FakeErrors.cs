using Microsoft.AspNetCore.Http;
using Tollgate.TestKit.Wire;

namespace Tollgate.TestKit.Provider;

/// <summary>Errors of a fake provider, in the dialect that was spoken.</summary>
internal static class FakeErrors
{
    /// <summary>The dialect of a request whose path does not tell it.</summary>
    public static string DialectOf(ReceivedRequest request) =>
        request.Header("anthropic-version") is not null ? "anthropic"
        : request.Header("x-goog-api-key") is not null || request.Target.Contains("key=", StringComparison.Ordinal) ? "gemini"
        : "openai";

    /// <summary>The provider key of a request; null when there is none.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        var bearer = request.Headers.Authorization.ToString();
        string?[] places =
        [
            bearer.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? bearer[7..] : null,
            request.Headers["x-api-key"], request.Headers["x-goog-api-key"], request.Headers["api-key"], request.Query["key"],
        ];
        return Array.Find(places, place => !string.IsNullOrEmpty(place));
    }

    /// <summary>Writes an error body.</summary>
    public static void Write(EventBuffer bytes, string dialect, int status, string message, string requestId)
    {
        switch (dialect)
        {
            case "anthropic":
                AnthropicError.Write(bytes.Whole(), status, message, requestId);
                break;
            case "gemini":
                GeminiError.Write(bytes.Whole(), status, message);
                break;
            default:
                OpenAIError.Write(bytes.Whole(), status, message);
                break;
        }

        bytes.EndWhole();
    }

    /// <summary>Sends an error.</summary>
    public static async Task SendAsync(HttpContext http, string dialect, int status, string message, string requestId)
    {
        using var bytes = new EventBuffer();
        Write(bytes, dialect, status, message, requestId);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Bytes.Length;
        await http.Response.Body.WriteAsync(bytes.Bytes, http.RequestAborted);
    }
}
