using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Audit;

/// <summary>The audit log over the admin API. It is read-only by nature.</summary>
internal sealed class AuditEndpoints(AuditReader log, AuditChain chain, Func<IEnumerable<AuditPart>> parts)
{
    private const int MostRows = 200;

    private static readonly IReadOnlyList<(string Name, string Meaning)> Filters =
    [
        ("from", "First instant, RFC 3339."),
        ("to", "First instant after, RFC 3339."),
        ("kind", "An action, for example key.create, or the kind before its dot: key, guard, budget."),
        ("actor", "Who did it: a name, or a key's id."),
        ("subject", "What it was done to, by its id: a call's, a key's, a budget's."),
        ("all", "true: all organizations, and what concerns none (operator only)."),
    ];

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/audit", ApiRight.Admin, "Lists what was done and decided, newest first.", ListAsync)
        {
            Reply = AuditJson.Default.PageAuditReply,
            Query = [.. Filters, ("limit", "Rows of a page, 1 to 200; 50 by default."), ("cursor", "`next` of the page before.")],
        },
        new("GET", "/api/audit/export", ApiRight.Admin, "All rows, oldest first, as JSON lines, JSON or CSV.", ExportAsync)
        {
            Query = [.. Filters, ("format", "jsonl (the default), json or csv.")],
        },
        new("GET", "/api/audit/check", ApiRight.Operator, "Checks the hash chain of the whole log, up to the row that was written last, and the ledger by its seals.", CheckAsync)
        {
            Reply = AuditJson.Default.AuditCheckReply,
        },
    ];

    private async Task ListAsync(HttpContext http, ApiCaller caller)
    {
        var filter = Filter(http, caller);
        var limit = ApiBody.Number(http, "limit", 50, 1, MostRows);
        var before = Cursor(http);
        if ((filter.Refusal ?? limit.Refusal ?? before.Refusal) is { } refusal)
        {
            await ApiReply.RefuseAsync(http, refusal);
            return;
        }

        var rows = await log.ListAsync(filter.Value!, before.Value, limit.Value, http.RequestAborted);
        var next = rows.Count == limit.Value ? rows[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null;
        await ApiReply.WriteAsync(http, new Page<AuditReply>([.. rows.Select(AuditReply.Of)], next), AuditJson.Default.PageAuditReply);
    }

    private async Task ExportAsync(HttpContext http, ApiCaller caller)
    {
        var filter = Filter(http, caller);
        var form = http.Request.Query["format"].ToString() is { Length: > 0 } asked ? asked : AuditExport.Forms[0];
        if (filter.Refusal is not null || !AuditExport.Forms.Contains(form))
        {
            await ApiReply.RefuseAsync(http, filter.Refusal ?? ApiReply.Invalid("format", "'format' takes jsonl, json or csv."));
            return;
        }

        http.Response.ContentType = AuditExport.MediaType(form);
        await AuditExport.WriteAsync(log.ReadAsync(filter.Value!, http.RequestAborted), form, http.Response.Body, http.RequestAborted);
    }

    private async Task CheckAsync(HttpContext http, ApiCaller caller) =>
        await ApiReply.WriteAsync(http, await chain.CheckAsync(parts(), http.RequestAborted), AuditJson.Default.AuditCheckReply);

    private static Outcome<long> Cursor(HttpContext http)
    {
        var cursor = http.Request.Query["cursor"].ToString();
        if (cursor.Length == 0)
        {
            return long.MaxValue;
        }

        return long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : ApiReply.Invalid("cursor", "'cursor' takes the `next` of the page before.");
    }

    private static Outcome<AuditFilter> Filter(HttpContext http, ApiCaller caller)
    {
        var from = ApiBody.Time(http, "from", DateTimeOffset.UnixEpoch);
        var to = ApiBody.Time(http, "to", DateTimeOffset.MaxValue);
        if ((from.Refusal ?? to.Refusal) is { } refusal)
        {
            return refusal;
        }

        var isEverywhere = caller.IsOperator && http.Request.Query["all"] == "true";
        return new AuditFilter
        {
            OrganizationId = isEverywhere ? null : caller.OrganizationId,
            From = from.Value,
            To = to.Value,
            Kind = Text(http, "kind"),
            Actor = Text(http, "actor"),
            Subject = Text(http, "subject"),
        };
    }

    private static string? Text(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
