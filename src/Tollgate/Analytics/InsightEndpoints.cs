using Microsoft.AspNetCore.Http;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Savings;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Analytics;

/// <summary>What is unusual and what was saved, over the admin API.</summary>
internal sealed class InsightEndpoints(UsageQuery query, AnomalyFinder anomalies, SavingsDesk savings, LedgerWriter writer)
{
    private const int UsualDays = 7;
    private const int MostDays = 90;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/analytics/anomalies", ApiRight.Viewer, "Days that differ from the fourteen before them, each explained in a sentence.", AnomaliesAsync)
        {
            Reply = AnalyticsJson.Default.AnomaliesReply,
            Query = [("days", "1 to 90; 7 by default."), ("least", "A day that costs less is never unusual: dollars, 1.00 by default."), .. UsageQuery.PeriodParameters.Skip(3), .. UsageQuery.FilterParameters],
        },
        new("GET", "/api/analytics/savings", ApiRight.Viewer, "What prompt caches, cache hits and the choice of models saved.", SavingsAsync)
        {
            Reply = AnalyticsJson.Default.SavingsReply,
            Query = [("baseline", "A model: every call is priced at it, line by line."), .. UsageQuery.PeriodParameters, .. UsageQuery.FilterParameters],
        },
    ];

    private async Task AnomaliesAsync(HttpContext http, ApiCaller caller)
    {
        var question = query.Read(http, caller, 1, MostDays);
        var days = ApiBody.Number(http, "days", UsualDays, 1, MostDays);
        var text = http.Request.Query["least"].ToString();
        var least = Money.FromDollars(1);
        var isAmount = text.Length == 0 || (Money.TryParse(text, out least) && least >= Money.Zero);
        if ((question.Refusal ?? days.Refusal ?? (isAmount ? null : ApiReply.Invalid("least", "'least' takes dollars, for example 0.50."))) is { } refusal)
        {
            await ApiReply.RefuseAsync(http, refusal);
            return;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        await ApiReply.WriteAsync(http, await anomalies.FindAsync(question.Value!, days.Value, least, http.RequestAborted), AnalyticsJson.Default.AnomaliesReply);
    }

    private async Task SavingsAsync(HttpContext http, ApiCaller caller)
    {
        var question = query.Read(http, caller);
        if (question.IsRefused)
        {
            await ApiReply.RefuseAsync(http, question.Refusal);
            return;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        var model = http.Request.Query["baseline"].ToString();
        var reply = await savings.SumAsync(question.Value, model.Length == 0 ? null : model, http.RequestAborted);
        await (reply.IsRefused ? ApiReply.RefuseAsync(http, reply.Refusal) : ApiReply.WriteAsync(http, reply.Value, AnalyticsJson.Default.SavingsReply));
    }
}
