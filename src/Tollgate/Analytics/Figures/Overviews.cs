using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>Answers at a glance: an overview of a time, and sums over the times that people ask about.</summary>
internal sealed class Overviews(UsageStore store, UsageQuery query)
{
    private const int TopRows = 5;
    private const decimal Noticeable = 0.1m;

    private static readonly string[] Shown = ["agent", "key", "model", "provider", "team"];

    /// <summary>The overview.</summary>
    public async Task<OverviewReply> OverviewAsync(UsageQuestion question, CancellationToken ct)
    {
        var shown = Shown.Select(name => UsageDimension.Find(name)!).ToList();
        var breakdowns = await store.AskAsync(question, [.. shown.Select(dimension => (IReadOnlyList<UsageDimension>)[dimension])], ct);
        var total = UsageReplies.Total(breakdowns[0]);
        var previous = question.From - (question.To - question.From);
        var before = UsageReplies.Total(await store.AskAsync(question with { From = previous < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : previous, To = question.From }, ct)).Cost;
        var (active, top) = (new Dictionary<string, int>(), new Dictionary<string, IReadOnlyList<UsageView>>());
        foreach (var (dimension, rows) in shown.Zip(breakdowns))
        {
            var by = question with { By = [dimension] };
            active[dimension.Name + "s"] = rows.Count(row => row.Values[0] is not null);
            top[dimension.Name + "s"] = [.. rows.Take(TopRows).Select(row => UsageView.Of(row, by, total.Cost))];
        }

        var today = UsageReplies.Total(await store.AskAsync(query.LastDays(question, 1), ct));
        return new OverviewReply(
            question.From, question.To, question.Zone.Id, UsageView.Of(total), before, Directions.Change(before, total.Cost),
            Directions.Of(before, total.Cost, 1 + Noticeable, 1 - Noticeable), UsageView.Of(today), active, top);
    }

    /// <summary>The summary.</summary>
    public async Task<SummaryReply> SummaryAsync(UsageQuestion question, CancellationToken ct)
    {
        var today = query.LastDays(question, 1);
        var yesterday = query.LastDays(question, 2) with { To = today.From };
        var week = Period(question, TimeStep.Week, today.From);
        var month = Period(question, TimeStep.Month, today.From);
        var lastMonth = Period(question, TimeStep.Month, month.From.AddTicks(-1));
        var everything = question with { From = DateTimeOffset.UnixEpoch, To = UsageQuestion.Never };
        var period = await SumAsync(question, ct);
        var served = period[Measure.Calls] - period[Measure.Refused];
        return new SummaryReply(
            question.Zone.Id,
            UsageView.Of(period),
            served == 0 ? null : new Money(decimal.ToInt64(decimal.Round((decimal)period[Measure.Cost] / served))),
            UsageView.Of(await SumAsync(today, ct)),
            UsageView.Of(await SumAsync(yesterday, ct)),
            UsageView.Of(await SumAsync(week, ct)),
            UsageView.Of(await SumAsync(month, ct)),
            UsageView.Of(await SumAsync(lastMonth, ct)),
            UsageView.Of(await SumAsync(everything, ct)));
    }

    private async Task<UsageSums> SumAsync(UsageQuestion question, CancellationToken ct) => UsageReplies.Total(await store.AskAsync(question, ct));

    private static UsageQuestion Period(UsageQuestion question, TimeStep step, DateTimeOffset at)
    {
        var boundaries = ZoneCalendar.Boundaries(step, question.Zone, at, at.AddTicks(1));
        return question with { From = boundaries[0], To = boundaries[1] };
    }
}
