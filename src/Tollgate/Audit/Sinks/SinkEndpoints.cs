using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Audit.Sinks;

/// <summary>Sinks and anchors over the admin API; they are set in the settings file.</summary>
internal sealed class SinkEndpoints(AuditFollowers followers, AuditChain chain)
{
    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/audit/sinks", ApiRight.Operator, "How far the sinks and anchors of the audit log have come.", ListAsync) { Reply = AuditJson.Default.PageSinkReply },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller) =>
        await ApiReply.WriteAsync(http, new Page<SinkReply>(await followers.ListAsync(chain, http.RequestAborted)), AuditJson.Default.PageSinkReply);
}
