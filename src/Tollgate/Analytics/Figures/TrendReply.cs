using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>Spending day by day, and where it goes. Only days that are over count; today stands beside them.</summary>
/// <param name="TimeZone">Whose calendar counts.</param>
/// <param name="Days">How many days.</param>
/// <param name="Items">The days, the oldest first.</param>
/// <param name="Today">Today so far.</param>
/// <param name="FirstThreeDaysUsd">What the first three days cost.</param>
/// <param name="LastThreeDaysUsd">What the last three cost.</param>
/// <param name="Direction">Up when the last cost more than 1.2 times the first, down when less than 0.8 times.</param>
/// <param name="MeanPerDayUsd">The mean of the days.</param>
/// <param name="DearestDay">The day that cost most.</param>
internal sealed record TrendReply(
    string TimeZone, int Days, IReadOnlyList<UsageView> Items, UsageView Today, Money FirstThreeDaysUsd, Money LastThreeDaysUsd, Direction Direction, Money MeanPerDayUsd, string? DearestDay)
{
    private const decimal Up = 1.2m;
    private const decimal Down = 0.8m;
    private const int Compared = 3;

    /// <summary>Reads the trend from days, the last of which is today.</summary>
    public static TrendReply Of(UsageQuestion question, List<UsageRow> rows)
    {
        var (days, today) = (rows[..^1], rows[^1]);
        var (first, last) = (Sum(days.Take(Compared)), Sum(days.TakeLast(Compared)));
        var total = Sum(days);
        var dearest = days.MaxBy(day => day.Sums.Cost)!;
        return new TrendReply(
            question.Zone.Id,
            days.Count,
            [.. days.Select(day => UsageView.Of(day, question, total))],
            UsageView.Of(today, question, Money.Zero),
            first,
            last,
            Directions.Of(first, last, Up, Down),
            new Money(decimal.ToInt64(decimal.Round((decimal)total.Nanos / days.Count))),
            dearest.Sums.Cost > Money.Zero ? UsageView.Text(ZoneCalendar.Day(question.Zone, dearest.At!.Value)) : null);
    }

    private static Money Sum(IEnumerable<UsageRow> rows) => rows.Aggregate(Money.Zero, static (sum, row) => sum + row.Sums.Cost);
}
