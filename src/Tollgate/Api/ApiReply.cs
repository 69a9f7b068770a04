using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tollgate.Core;

namespace Tollgate.Api;

/// <summary>Writes answers of the admin API: JSON, lists, RFC 9457 problem documents.</summary>
public static class ApiReply
{
    /// <summary>Writes a value with a status.</summary>
    public static async Task WriteAsync<T>(HttpContext http, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await using (var writer = ApiJson.Writer(http.Response.BodyWriter))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>Answers 204.</summary>
    public static Task NoContent(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Writes a refusal as a problem document: type, title, status, detail, code, parameter.</summary>
    public static async Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        var row = RefusalTable.Row(refusal.Code);
        var status = refusal.StatusOverride ?? row.OpenAIStatus;
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        if (refusal.Allow is { } methods)
        {
            http.Response.Headers.Allow = methods;
        }

        await using var writer = ApiJson.Writer(http.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("type", $"https://tollgate.dev/errors#{row.Wire}");
        writer.WriteString("title", row.Meaning);
        writer.WriteNumber("status", status);
        writer.WriteString("detail", refusal.Sentence);
        writer.WriteString("code", row.Wire);
        if (refusal.Parameter is not null)
        {
            writer.WriteString("parameter", refusal.Parameter);
        }

        writer.WriteEndObject();
    }

    /// <summary>404 for an id that does not exist or belongs to another organization.</summary>
    public static Task NotFoundAsync(HttpContext http, string what) =>
        RefuseAsync(http, new Refusal(RefusalCode.NotFound, $"There is no such {what}."));

    /// <summary>400 that names the field.</summary>
    public static Refusal Invalid(string parameter, string message) =>
        new(RefusalCode.InvalidRequest, message) { Parameter = parameter };
}
