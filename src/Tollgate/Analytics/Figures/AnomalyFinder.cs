using System.Globalization;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>
/// Finds days that differ from the fourteen before them: spending far above the median (more than twice it, and more than five times the usual
/// deviation from it), somebody new who spends a large part of a day, and failures far above their usual part.
/// </summary>
internal sealed class AnomalyFinder(UsageStore store, UsageQuery query)
{
    private const int Before = 14;
    private const int LeastKnownDays = 5;
    private const decimal Multiple = 2m;
    private const decimal Deviations = 5m;
    private const decimal NormalDeviation = 1.4826m;
    private const decimal LargePart = 0.2m;
    private const long LeastCalls = 10;

    private static readonly string?[] Subjects = [null, "agent", "key", "model"];

    /// <summary>The anomalies of the last days.</summary>
    /// <param name="question">Whose, and what is filtered.</param>
    /// <param name="days">How many days, today included.</param>
    /// <param name="least">A day that costs less is never unusual.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<AnomaliesReply> FindAsync(UsageQuestion question, int days, Money least, CancellationToken ct)
    {
        var window = query.LastDays(question, days + Before) with { Step = TimeStep.Day };
        var subjects = Subjects.Select(name => name is null ? [] : (IReadOnlyList<UsageDimension>)[UsageDimension.Find(name)!]).ToList();
        var breakdowns = await store.AskAsync(window, subjects, ct);
        var periods = ZoneCalendar.Boundaries(TimeStep.Day, window.Zone, window.From, window.To)[..^1];
        var totals = Series(periods, breakdowns[0]);
        var found = new List<Anomaly>();
        foreach (var (subject, rows) in Subjects.Zip(breakdowns))
        {
            foreach (var group in rows.GroupBy(row => row.Values.Count == 0 ? null : row.Values[0]).Where(group => subject is null || group.Key is not null))
            {
                var series = new AnomalySubject(subject ?? "all", subject is null ? null : group.First().Texts[0], Series(periods, group));
                for (var day = Before; day < periods.Count; day++)
                {
                    found.AddRange(Judge(series, totals, day, least, UsageView.Text(ZoneCalendar.Day(window.Zone, periods[day]))));
                }
            }
        }

        return new AnomaliesReply(window.Zone.Id, [.. found.OrderByDescending(anomaly => anomaly.Date, StringComparer.Ordinal).ThenByDescending(anomaly => anomaly.CostUsd)]);
    }

    private static IEnumerable<Anomaly> Judge(AnomalySubject subject, UsageSums[] totals, int day, Money least, string date)
    {
        var (cost, before) = (subject.Days[day].Cost, subject.Days[(day - Before)..day]);
        var known = before.SkipWhile(sums => sums[Measure.Calls] == 0).ToList();
        if (known.Count == 0 && cost >= least && IsNewSpender(subject, totals, day))
        {
            var part = UsageView.Percent(cost, totals[day].Cost);
            yield return new Anomaly(date, "new_spender", subject.Kind, subject.Name, cost, Money.Zero, $"{subject.Title} is new: it cost {Dollars(cost)} on {date}, {Number(part)} % of that day.");
        }

        if (known.Count >= LeastKnownDays && Spike(known, cost, least) is { } usual)
        {
            yield return new Anomaly(date, "cost_spike", subject.Kind, subject.Name, cost, usual, $"{subject.Title} cost {Dollars(cost)} on {date}{Times(cost, usual)}.");
        }

        if (Failures(subject.Days[day], known) is { } rates)
        {
            yield return new Anomaly(date, "failures", subject.Kind, subject.Name, cost, Money.Zero, $"{subject.Title} failed in {Number(rates.Now)} % of its calls on {date}; in the days before it was {Number(rates.Usual)} %.");
        }
    }

    private static bool IsNewSpender(AnomalySubject subject, UsageSums[] totals, int day) =>
        subject.Name is not null && subject.Days[day].Cost.Nanos >= LargePart * totals[day].Cost.Nanos && totals[..day].Any(sums => sums[Measure.Calls] > 0);

    private static string Times(Money cost, Money usual) =>
        usual > Money.Zero ? $", {Number((decimal)cost.Nanos / usual.Nanos)} times its usual {Dollars(usual)} a day (the median of the days before)" : ", where it usually costs nothing";

    private static Money? Spike(List<UsageSums> known, Money cost, Money least)
    {
        var amounts = known.ConvertAll(sums => (decimal)sums[Measure.Cost]);
        var median = Statistics.Median(amounts);
        var deviation = NormalDeviation * Statistics.Median(amounts.Select(amount => Math.Abs(amount - median)));
        return cost >= least && cost.Nanos > Multiple * median && cost.Nanos > median + (Deviations * deviation) ? new Money((long)median) : null;
    }

    private static (decimal Now, decimal Usual)? Failures(UsageSums day, List<UsageSums> known)
    {
        var (calls, failed) = (day[Measure.Calls], day[Measure.Failed]);
        if (calls < LeastCalls || failed < LargePart * calls)
        {
            return null;
        }

        var usualCalls = known.Sum(sums => sums[Measure.Calls]);
        var usual = usualCalls == 0 ? 0 : (decimal)known.Sum(sums => sums[Measure.Failed]) / usualCalls;
        var now = (decimal)failed / calls;
        return now > 3 * usual ? (now * 100, usual * 100) : null;
    }

    private static UsageSums[] Series(IReadOnlyList<DateTimeOffset> periods, IEnumerable<UsageRow> rows)
    {
        var byPeriod = rows.GroupBy(row => row.At!.Value).ToDictionary(group => group.Key, UsageReplies.Total);
        return [.. periods.Select(period => byPeriod.GetValueOrDefault(period) ?? new UsageSums())];
    }

    private static string Dollars(Money money) => string.Create(CultureInfo.InvariantCulture, $"${(decimal)money.Nanos / Money.NanosPerDollar:0.00##}");

    private static string Number(decimal? number) => string.Create(CultureInfo.InvariantCulture, $"{number:0.#}");
}
