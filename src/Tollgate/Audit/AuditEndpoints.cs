using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Audit;

/// <summary>The audit log over the admin API. It is read-only by nature.</summary>
internal sealed class AuditEndpoints(AuditLog log)
{
    private const int MostRows = 200;

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/audit", ApiRight.Admin, "Lists what administrators did, newest first.", ListAsync)
        {
            Reply = AuditJson.Default.PageAuditReply,
            Query = [("limit", "Rows of a page, 1 to 200; 50 by default."), ("cursor", "`next` of the page before.")],
        },
        new("GET", "/api/audit/check", ApiRight.Operator, "Checks the hash chain of the whole log.", CheckAsync)
        {
            Reply = AuditJson.Default.AuditCheckReply,
        },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var limit = ApiBody.Number(http, "limit", 50, 1, MostRows);
        if (limit.IsRefused)
        {
            await ApiReply.RefuseAsync(http, limit.Refusal);
            return;
        }

        var cursor = http.Request.Query["cursor"].ToString();
        var before = long.MaxValue;
        if (cursor.Length > 0 && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            await ApiReply.RefuseAsync(http, ApiReply.Invalid("cursor", "'cursor' takes the `next` of the page before."));
            return;
        }

        var rows = await log.ListAsync(caller.OrganizationId, before, limit.Value, http.RequestAborted);
        var next = rows.Count == limit.Value ? rows[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        await ApiReply.WriteAsync(http, new Page<AuditReply>([.. rows.Select(AuditReply.Of)], next), AuditJson.Default.PageAuditReply);
    }

    private async Task CheckAsync(HttpContext http, ApiCaller caller)
    {
        var firstBreak = await log.FindBreakAsync(http.RequestAborted);
        await ApiReply.WriteAsync(http, new AuditCheckReply(firstBreak is null, firstBreak), AuditJson.Default.AuditCheckReply);
    }
}
