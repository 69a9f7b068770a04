using System.Globalization;
using Tollgate.Analytics.Rollups;
using Tollgate.Core;

namespace Tollgate.Analytics.Usage;

/// <summary>Makes answers of rows.</summary>
internal static class UsageReplies
{
    /// <summary>The sums over rows.</summary>
    public static UsageSums Total(IEnumerable<UsageRow> rows) => rows.Aggregate(new UsageSums(), static (total, row) => total.Add(row.Sums));

    /// <summary>A page of rows, and the sums over all of them.</summary>
    public static UsageReply Page(UsageQuestion question, List<UsageRow> rows, int after, int limit)
    {
        var total = Total(rows);
        var page = rows.Skip(after).Take(limit).Select(row => UsageView.Of(row, question, total.Cost)).ToList();
        return new UsageReply(
            question.From == DateTimeOffset.UnixEpoch ? null : question.From,
            question.To == UsageQuestion.Never ? null : question.To,
            question.Zone.Id,
            [.. question.By.Select(dimension => dimension.Name)],
            page,
            UsageView.Of(total),
            after + page.Count < rows.Count ? (after + page.Count).ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>The same rows with one for each period in which nothing was called.</summary>
    public static List<UsageRow> WithQuietPeriods(UsageQuestion question, List<UsageRow> rows)
    {
        var byPeriod = rows.ToDictionary(row => row.At!.Value);
        return
        [
            .. ZoneCalendar.Boundaries(question.Step, question.Zone, question.From, question.To).Where(period => period < question.To)
                .Select(period => byPeriod.GetValueOrDefault(period) ?? new UsageRow(period, [], [], new UsageSums())),
        ];
    }

    /// <summary>What each day cost, quiet days included; the oldest first.</summary>
    public static List<Money> DailyCost(UsageQuestion question, List<UsageRow> rows) => [.. WithQuietPeriods(question, rows).Select(row => row.Sums.Cost)];
}
