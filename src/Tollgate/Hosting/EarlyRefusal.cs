using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tollgate.Core;
using Tollgate.Dialects.Refusals;
using Tollgate.ModelCalls;

namespace Tollgate.Hosting;

/// <summary>A refusal before a call exists: in the client's dialect, without a row.</summary>
internal static class EarlyRefusal
{
    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(HttpContext http, Refusal refusal, Dialect dialect)
    {
        http.Response.StatusCode = RefusalTable.Status(refusal, dialect);
        http.Response.ContentType = "application/json";
        RefusalHeaders.Write(http.Response, refusal);
        var id = Ids.New(TimeProvider.System);
        foreach (var name in (string[])["x-tollgate-request-id", "x-request-id", "request-id"])
        {
            http.Response.Headers[name] = id.ToString();
        }

        var body = new ArrayBufferWriter<byte>(512);
        RefusalWriter.Write(refusal, dialect, id, body);
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }
}
