using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Telemetry;

/// <summary>GET /metrics.</summary>
internal sealed class MetricsEndpoints(MetricRegistry registry)
{
    /// <summary>The content type of the text format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>The routes of this slice.</summary>
    public IReadOnlyList<ApiRoute> Routes => [new("GET", "/metrics", ApiRight.Viewer, "All metrics in the Prometheus text format.", (http, _) => WriteAsync(http))];

    /// <summary>Writes the metrics; also for a listener of their own.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = ContentType;
        registry.WriteTo(http.Response.BodyWriter);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
