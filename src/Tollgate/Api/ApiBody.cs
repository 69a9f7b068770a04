using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tollgate.Core;

namespace Tollgate.Api;

/// <summary>Reads requests of the admin API.</summary>
public static class ApiBody
{
    /// <summary>The largest body of the admin API, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>How long a body of the admin API may take to come.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Reads a JSON body; an unknown field, a wrong type or a missing required field is a 400 that names it.</summary>
    public static async ValueTask<Outcome<T>> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type)
        where T : class
    {
        var body = await BytesAsync(http, MaxBytes, "The body is larger than 1 MiB.");
        if (body.IsRefused)
        {
            return body.Refusal;
        }

        try
        {
            var value = JsonSerializer.Deserialize(body.Value.Span, type);
            return value is null ? new Refusal(RefusalCode.InvalidRequest, $"The body is null. {ApiBodyFault.Shape(type)}") : value;
        }
        catch (JsonException fault)
        {
            return new Refusal(RefusalCode.InvalidRequest, $"{ApiBodyFault.Describe(fault)} {ApiBodyFault.Shape(type)}") { Parameter = fault.Path };
        }
    }

    /// <summary>The whole body, whether or not its length was said before; too long or too slow is a refusal.</summary>
    public static async ValueTask<Outcome<ReadOnlyMemory<byte>>> BytesAsync(HttpContext http, int most, string tooLarge)
    {
        if (http.Request.ContentLength > most)
        {
            return new Refusal(RefusalCode.RequestTooLarge, tooLarge);
        }

        using var body = new MemoryStream();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(Patience);
        var chunk = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await http.Request.Body.ReadAsync(chunk, patience.Token)) > 0)
            {
                if (body.Length + read > most)
                {
                    return new Refusal(RefusalCode.RequestTooLarge, tooLarge);
                }

                body.Write(chunk, 0, read);
            }
        }
        catch (BadHttpRequestException fault)
        {
            return new Refusal(RefusalCode.InvalidRequest, fault.Message) { StatusOverride = fault.StatusCode };
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return new Refusal(RefusalCode.InvalidRequest, "The body did not come within a minute.") { StatusOverride = StatusCodes.Status408RequestTimeout };
        }

        return new ReadOnlyMemory<byte>(body.GetBuffer(), 0, (int)body.Length);
    }

    /// <summary>A query parameter as a whole number within bounds.</summary>
    public static Outcome<int> Number(HttpContext http, string name, int fallback, int least, int most)
    {
        var text = http.Request.Query[name].ToString();
        if (text.Length == 0)
        {
            return fallback;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : ApiReply.Invalid(name, $"'{name}' takes a whole number from {least} to {most}.");
    }

    /// <summary>A query parameter as a time; a date alone is its first instant in UTC.</summary>
    public static Outcome<DateTimeOffset> Time(HttpContext http, string name, DateTimeOffset fallback)
    {
        var text = http.Request.Query[name].ToString();
        if (text.Length == 0)
        {
            return fallback;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : ApiReply.Invalid(name, $"'{name}' takes a time as in RFC 3339, for example 2026-11-21T08:00:00Z.");
    }

    /// <summary>The query parameter `cursor` of a list that runs by id.</summary>
    public static Outcome<Guid> IdCursor(HttpContext http, Guid fallback)
    {
        var text = http.Request.Query["cursor"].ToString();
        if (text.Length == 0)
        {
            return fallback;
        }

        return Guid.TryParse(text, out var id) ? id : ApiReply.Invalid("cursor", "'cursor' takes the `next` of the page before.");
    }

    /// <summary>The id in the route; null when it is not one (answer 404).</summary>
    public static Guid? RouteId(HttpContext http, string name = "id") =>
        Guid.TryParse(http.Request.RouteValues[name] as string, out var id) ? id : null;
}
