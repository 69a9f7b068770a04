using Microsoft.AspNetCore.Http;
using Tollgate.Analytics.Rollups;
using Tollgate.Api;
using Tollgate.Audit;
using Tollgate.Ledger;

namespace Tollgate.Analytics.Checking;

/// <summary>Proof over the admin API that questions are answered from the ledger's own numbers, and the way to make the sums anew.</summary>
internal sealed class SumsEndpoints(RollupFollower follower, LedgerWriter writer, AuditLog audit)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/analytics/check", ApiRight.Operator, "Compares the sums of hours and days with the ledger, of all organizations.", CheckAsync) { Reply = AnalyticsJson.Default.SumsReply },
        new("POST", "/api/analytics/rebuild", ApiRight.Operator, "Throws the sums of hours and days away, makes them anew from the ledger, and compares.", RebuildAsync)
        {
            Reply = AnalyticsJson.Default.SumsReply,
        },
    ];

    private async Task CheckAsync(HttpContext http, ApiCaller caller)
    {
        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        await ApiReply.WriteAsync(http, await follower.CheckAsync(http.RequestAborted), AnalyticsJson.Default.SumsReply);
    }

    private async Task RebuildAsync(HttpContext http, ApiCaller caller)
    {
        await audit.AppendAsync(AuditEvent.By(caller, "usage_sums.rebuild", "usage_sums", Guid.Empty), http.RequestAborted);
        await follower.RebuildAsync(http.RequestAborted);
        await CheckAsync(http, caller);
    }
}
