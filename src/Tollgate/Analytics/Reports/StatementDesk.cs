using Tollgate.Analytics.Usage;
using Tollgate.Callers.Organizations;

namespace Tollgate.Analytics.Reports;

/// <summary>Makes statements.</summary>
internal sealed class StatementDesk(UsageStore store, OrganizationStore organizations, TimeProvider time)
{
    private static readonly string[] Parts = ["team", "model", "key"];

    /// <summary>The statement of a question's time, which begins and ends with days of its zone.</summary>
    public async Task<Statement> MakeAsync(UsageQuestion question, CancellationToken ct)
    {
        var by = Parts.Select(name => question with { By = [UsageDimension.Find(name)!] }).ToList();
        var breakdowns = await store.AskAsync(question, [.. by.Select(one => one.By)], ct);
        var total = UsageReplies.Total(breakdowns[0]);
        var days = question with { Step = TimeStep.Day };
        var previous = UsageReplies.Total(await store.AskAsync(question with { From = Earlier(question), To = question.From }, ct)).Cost;
        var now = time.GetUtcNow();
        var name = question.OrganizationId is { } id ? (await organizations.FindAsync(id.ToString(), ct))?.Name : null;
        return new Statement
        {
            Organization = name ?? "All organizations",
            FirstDay = UsageView.Text(ZoneCalendar.Day(question.Zone, question.From)),
            LastDay = UsageView.Text(ZoneCalendar.Day(question.Zone, question.To.AddTicks(-1))),
            TimeZone = question.Zone.Id,
            IssuedAt = now,
            IsOver = now >= question.To,
            Total = UsageView.Of(total),
            PreviousCostUsd = previous,
            Teams = Views(by[0], breakdowns[0]),
            Models = Views(by[1], breakdowns[1]),
            Keys = Views(by[2], breakdowns[2]),
            Days = Views(days, UsageReplies.WithQuietPeriods(days, await store.AskAsync(days, ct))),
        };

        List<UsageView> Views(UsageQuestion asked, List<UsageRow> rows) => rows.ConvertAll(row => UsageView.Of(row, asked, total.Cost));
    }

    /// <summary>A month is compared with the month before, anything else with as long a time.</summary>
    private static DateTimeOffset Earlier(UsageQuestion question)
    {
        var (first, end) = (ZoneCalendar.Day(question.Zone, question.From), ZoneCalendar.Day(question.Zone, question.To));
        var isMonth = first.Day == 1 && end == first.AddMonths(1);
        return ZoneCalendar.Start(question.Zone, isMonth ? first.AddMonths(-1) : first.AddDays(first.DayNumber - end.DayNumber));
    }
}
