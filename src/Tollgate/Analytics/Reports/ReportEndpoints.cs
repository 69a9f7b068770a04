using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Callers.Organizations;
using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Analytics.Reports;

/// <summary>Statements, exports and chargeback over the admin API.</summary>
internal sealed class ReportEndpoints(
    UsageQuery query, StatementDesk statements, FocusExport focus, LedgerExport lines, Chargeback chargeback, OrganizationStore organizations, LedgerWriter writer, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly IReadOnlyList<(string Name, string Meaning)> MonthParameters =
        [("month", "A month, for example 2026-11; this month by default. Or days, or from and to."), .. UsageQuery.PeriodParameters, .. UsageQuery.FilterParameters];

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> Routes =>
    [
        new("GET", "/api/reports/statement", ApiRight.Viewer, "What a month cost, on one page: JSON, CSV or PDF.", StatementAsync)
        {
            Reply = AnalyticsJson.Default.Statement,
            Query = [.. MonthParameters, ("format", "json, csv or pdf.")],
        },
        new("GET", "/api/reports/lines", ApiRight.Viewer, "Every ledger line of a month with its call, as CSV.", LinesAsync) { Query = MonthParameters },
        new("GET", "/api/reports/focus", ApiRight.Viewer, "Costs of a month in the columns of FOCUS 1.0, as CSV.", FocusAsync) { Query = MonthParameters },
        new("POST", "/api/reports/chargeback", ApiRight.Viewer, "What teams are charged: what they spent, their part of shared costs, margins.", ChargeAsync)
        {
            Request = AnalyticsJson.Default.ChargebackBody,
            Reply = AnalyticsJson.Default.ChargebackReply,
        },
    ];

    private async Task StatementAsync(HttpContext http, ApiCaller caller)
    {
        if (await ReadAsync(http, caller) is not { } question)
        {
            return;
        }

        if (question.To - question.From > TimeSpan.FromDays(400))
        {
            await ApiReply.RefuseAsync(http, ApiReply.Invalid("to", "A statement is of at most 400 days."));
            return;
        }

        var statement = await statements.MakeAsync(question, http.RequestAborted);
        if (CsvTable.IsAsked(http))
        {
            await CsvTable.WriteAsync(http, StatementCsv.Of(statement));
            return;
        }

        if (http.Request.Query["format"] != "pdf" && !http.Request.Headers.Accept.ToString().Contains("application/pdf", StringComparison.OrdinalIgnoreCase))
        {
            await ApiReply.WriteAsync(http, statement, AnalyticsJson.Default.Statement);
            return;
        }

        http.Response.ContentType = "application/pdf";
        http.Response.Headers.ContentDisposition = $"inline; filename=\"statement-{statement.FirstDay}-{statement.LastDay}.pdf\"";
        await http.Response.Body.WriteAsync(StatementPdf.Of(statement), http.RequestAborted);
    }

    private async Task LinesAsync(HttpContext http, ApiCaller caller)
    {
        if (await ReadAsync(http, caller) is { } question)
        {
            await lines.WriteAsync(http, question, http.RequestAborted);
        }
    }

    private async Task FocusAsync(HttpContext http, ApiCaller caller)
    {
        if (await ReadAsync(http, caller) is { } question)
        {
            var account = await organizations.FindAsync(caller.OrganizationId.ToString(), http.RequestAborted);
            await CsvTable.WriteAsync(http, await focus.MakeAsync(question, account?.Name ?? "", http.RequestAborted));
        }
    }

    private async Task ChargeAsync(HttpContext http, ApiCaller caller)
    {
        var body = await ApiBody.ReadAsync(http, AnalyticsJson.Default.ChargebackBody);
        if (body.IsRefused)
        {
            await ApiReply.RefuseAsync(http, body.Refusal);
            return;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        var reply = await chargeback.MakeAsync(caller.OrganizationId, body.Value, http.RequestAborted);
        await (reply.IsRefused ? ApiReply.RefuseAsync(http, reply.Refusal) : ApiReply.WriteAsync(http, reply.Value, AnalyticsJson.Default.ChargebackReply));
    }

    private async Task<UsageQuestion?> ReadAsync(HttpContext http, ApiCaller caller)
    {
        var read = query.Read(http, caller);
        var asked = read.IsRefused ? read : Month(http, read.Value);
        if (asked.IsRefused)
        {
            await ApiReply.RefuseAsync(http, asked.Refusal);
            return null;
        }

        _ = await writer.CatchUpAsync(Patience, http.RequestAborted);
        return asked.Value;
    }

    /// <summary>The month that is named; this month where no time is.</summary>
    private Outcome<UsageQuestion> Month(HttpContext http, UsageQuestion question)
    {
        var text = http.Request.Query["month"].ToString();
        if (text.Length == 0 && IsTimeNamed(http))
        {
            return question.To == UsageQuestion.Never || question.From == DateTimeOffset.UnixEpoch ? ApiReply.Invalid("from", "A report takes a time with both ends.") : question;
        }

        var today = ZoneCalendar.Day(question.Zone, time.GetUtcNow());
        var first = new DateOnly(today.Year, today.Month, 1);
        if (text.Length > 0 && !TryMonth(text, out first))
        {
            return ApiReply.Invalid("month", "'month' takes a month, for example 2026-11.");
        }

        return question with { From = ZoneCalendar.Start(question.Zone, first), To = ZoneCalendar.Start(question.Zone, first.AddMonths(1)) };
    }

    private static bool IsTimeNamed(HttpContext http) => http.Request.Query.ContainsKey("from") || http.Request.Query.ContainsKey("to") || http.Request.Query.ContainsKey("days");

    private static bool TryMonth(string text, out DateOnly first) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first) && first.Year is > 1970 and < 9999;
}
