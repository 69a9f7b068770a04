using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Hosting;

/// <summary>GET /api/openapi.json, and the word that Claude Code asks for first.</summary>
internal static class DocumentEndpoints
{
    /// <summary>The routes, over all others.</summary>
    public static IReadOnlyList<ApiRoute> Routes(IReadOnlyList<ApiRoute> all)
    {
        byte[]? document = null;
        List<ApiRoute> own = [];
        own.AddRange(
        [
            new("HEAD", "/api/hello", ApiRight.Public, "Answers 200: what Claude Code asks before its first call.", (http, _) =>
            {
                http.Response.StatusCode = StatusCodes.Status200OK;
                return Task.CompletedTask;
            }),
            new("GET", "/api/openapi.json", ApiRight.Viewer, "This document.", async (http, _) =>
            {
                document ??= OpenApiDocument.Write([.. all, .. own], GatewayHost.Version);
                http.Response.ContentType = "application/json";
                await http.Response.Body.WriteAsync(document, http.RequestAborted);
            }),
        ]);
        return own;
    }
}
