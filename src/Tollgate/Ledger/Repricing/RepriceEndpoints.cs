using Microsoft.AspNetCore.Http;
using Tollgate.Api;

namespace Tollgate.Ledger.Repricing;

/// <summary>A past period at other prices, over the admin API.</summary>
internal sealed class RepriceEndpoints(Repricer repricer, LedgerWriter writer, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/costs/reprice", ApiRight.Viewer, "What the calls of a past period would have cost at other prices; the ledger stays as it is.", ReportAsync)
        {
            Reply = RepriceJson.Default.RepriceReport,
            Query =
            [
                ("from", "First instant; 30 days ago when left out."), ("to", "The instant after the last one; now when left out."),
                ("at", "The day whose prices are taken; each call's own time when left out."), ("model", "The model that all calls are priced by; each call's own when left out."),
                ("all", "true: all organizations (operator only)."),
            ],
        },
    ];

    private async Task ReportAsync(HttpContext http, ApiCaller caller)
    {
        var now = time.GetUtcNow();
        var (from, to, at) = (ApiBody.Time(http, "from", now - Usual), ApiBody.Time(http, "to", now), ApiBody.Time(http, "at", now));
        if ((from.Refusal ?? to.Refusal ?? at.Refusal) is { } wrong)
        {
            await ApiReply.RefuseAsync(http, wrong);
            return;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        var query = http.Request.Query;
        Guid? organization = caller.IsOperator && query["all"] == "true" ? null : caller.OrganizationId;
        var ask = new RepriceAsk(organization, from.Value, to.Value, query["at"].Count == 0 ? null : at.Value, query["model"].ToString() is { Length: > 0 } model ? model : null);
        var report = await repricer.ReportAsync(ask, http.RequestAborted);
        await (report.IsRefused
            ? ApiReply.RefuseAsync(http, report.Refusal)
            : ApiReply.WriteAsync(http, report.Value, RepriceJson.Default.RepriceReport));
    }
}
