using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tollgate.Analytics.Figures;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Analytics;

/// <summary>Usage and spending over the admin API. A call belongs to the time when it began, and so does every later correction of its cost.</summary>
internal sealed class AnalyticsEndpoints(UsageStore store, UsageQuery query, Overviews overviews, Projector projector, LedgerWriter writer)
{
    private const int UsualPage = 100;
    private const int LargestPage = 1000;
    private const int LeastTrend = 7;
    private const int LongestTrend = 90;

    // A call that was answered is in the journal; asking for sums gives the database this long to hold it too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly IReadOnlyList<(string Name, string Meaning)> Parameters = [.. UsageQuery.PeriodParameters, .. UsageQuery.FilterParameters];

    private static readonly IReadOnlyList<(string Name, string Meaning)> PageParameters =
        [("limit", "Groups on a page, 1 to 1000; 100 by default."), ("cursor", "`next` of the page before."), ("format", "csv for CSV.")];

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        Route("/api/analytics/overview", "A time at a glance: sums, change, and the dearest of each.", AnalyticsJson.Default.OverviewReply, overviews.OverviewAsync),
        Route("/api/analytics/summary", "Sums of a time, today, this week, this month, and ever.", AnalyticsJson.Default.SummaryReply, overviews.SummaryAsync),
        Route("/api/analytics/projections", "What spending comes to when it goes on as in the last seven days.", AnalyticsJson.Default.ProjectionReply, projector.ProjectAsync),
        By("model", "Spending by model, the dearest first."),
        By("provider", "Spending by provider, the dearest first."),
        By("agent", "Spending by agent, the dearest first."),
        new("GET", "/api/analytics/spend/by-day", ApiRight.Viewer, "Spending day by day, quiet days too.", DaysAsync)
        {
            Reply = AnalyticsJson.Default.UsageReply,
            Query = [.. Parameters, ("format", "csv for CSV.")],
        },
        new("GET", "/api/analytics/trends", ApiRight.Viewer, "Spending day by day, and where it goes; 7 to 90 days.", TrendsAsync)
        {
            Reply = AnalyticsJson.Default.TrendReply,
            Query = [("days", "7 to 90; 30 by default."), .. UsageQuery.PeriodParameters.Skip(3), .. UsageQuery.FilterParameters],
        },
        new("GET", "/api/analytics/usage", ApiRight.Viewer, "Sums by up to two dimensions and by time.", UsageAsync)
        {
            Reply = AnalyticsJson.Default.UsageReply,
            Query = [("group_by", "One or two dimensions, with a comma between."), ("step", "none, hour, day, week or month."), .. Parameters, .. PageParameters],
        },
    ];

    private ApiRoute Route<T>(string pattern, string summary, JsonTypeInfo<T> reply, Func<UsageQuestion, CancellationToken, Task<T>> answer) =>
        new("GET", pattern, ApiRight.Viewer, summary, async (http, caller) =>
        {
            if (await ReadAsync(http, query.Read(http, caller)) is { } question)
            {
                await ApiReply.WriteAsync(http, await answer(question, http.RequestAborted), reply);
            }
        })
        {
            Reply = reply,
            Query = Parameters,
        };

    private ApiRoute By(string name, string summary) =>
        new("GET", $"/api/analytics/spend/by-{name}", ApiRight.Viewer, summary, async (http, caller) =>
        {
            if (await ReadAsync(http, query.Read(http, caller)) is { } question)
            {
                await PageAsync(http, question with { By = [UsageDimension.Find(name)!] });
            }
        })
        {
            Reply = AnalyticsJson.Default.UsageReply,
            Query = [.. Parameters, .. PageParameters],
        };

    private async Task UsageAsync(HttpContext http, ApiCaller caller)
    {
        var read = query.Read(http, caller);
        if (await ReadAsync(http, read.IsRefused ? read : query.ReadGrouping(http, read.Value)) is { } question)
        {
            var isAcross = caller.IsOperator && question.By.Any(dimension => dimension.Name == "organization");
            await PageAsync(http, isAcross ? question with { OrganizationId = null } : question);
        }
    }

    private async Task DaysAsync(HttpContext http, ApiCaller caller)
    {
        var read = query.Read(http, caller);
        if (await ReadAsync(http, read.IsRefused ? read : query.ReadDays(read.Value)) is { } question)
        {
            var rows = UsageReplies.WithQuietPeriods(question, await store.AskAsync(question, http.RequestAborted));
            await WriteAsync(http, UsageReplies.Page(question, rows, 0, rows.Count));
        }
    }

    private async Task TrendsAsync(HttpContext http, ApiCaller caller)
    {
        if (await ReadAsync(http, query.Read(http, caller, LeastTrend, LongestTrend)) is not { } question)
        {
            return;
        }

        // Today is not over: it stands beside the days.
        var days = (int)Math.Round((question.To - question.From).TotalDays);
        var whole = query.LastDays(question, Math.Clamp(days, LeastTrend, LongestTrend) + 1) with { Step = TimeStep.Day };
        var rows = UsageReplies.WithQuietPeriods(whole, await store.AskAsync(whole, http.RequestAborted));
        await ApiReply.WriteAsync(http, TrendReply.Of(whole, rows), AnalyticsJson.Default.TrendReply);
    }

    private async Task PageAsync(HttpContext http, UsageQuestion question)
    {
        var limit = ApiBody.Number(http, "limit", UsualPage, 1, LargestPage);
        var after = ApiBody.Number(http, "cursor", 0, 0, int.MaxValue);
        if ((limit.Refusal ?? after.Refusal) is { } refusal)
        {
            await ApiReply.RefuseAsync(http, refusal);
            return;
        }

        var rows = await store.AskAsync(question, http.RequestAborted);
        await WriteAsync(http, UsageReplies.Page(question, rows, after.Value, limit.Value));
    }

    private static Task WriteAsync(HttpContext http, UsageReply reply) =>
        CsvTable.IsAsked(http) ? CsvTable.WriteAsync(http, UsageCsv.Of(reply)) : ApiReply.WriteAsync(http, reply, AnalyticsJson.Default.UsageReply);

    /// <summary>The question once the database holds what was answered before it; null when it was refused.</summary>
    private async Task<UsageQuestion?> ReadAsync(HttpContext http, Outcome<UsageQuestion> read)
    {
        if (read.IsRefused)
        {
            await ApiReply.RefuseAsync(http, read.Refusal);
            return null;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        return read.Value;
    }
}
