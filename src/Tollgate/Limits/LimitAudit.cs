using System.Text.Json;
using Tollgate.Api;
using Tollgate.Audit;

namespace Tollgate.Limits;

/// <summary>Writes what owners did to limits into the audit log.</summary>
internal sealed class LimitAudit(AuditLog log)
{
    /// <summary>Notes a change of a limit: what, and by whom.</summary>
    public Task WriteAsync(ApiCaller caller, string action, RateLimit limit, CancellationToken ct)
    {
        var detail = $$"""{"name":"{{JsonEncodedText.Encode(limit.Name)}}","limit":{{limit.Limit}}}""";
        return log.AppendAsync(AuditEvent.By(caller, action, "limit", limit.Id, detail), ct);
    }
}
