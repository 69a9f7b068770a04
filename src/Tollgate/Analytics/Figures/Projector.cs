using System.Globalization;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Figures;

/// <summary>Projects spending: the mean of the last seven whole days, times thirty.</summary>
internal sealed class Projector(UsageStore store, UsageQuery query, TimeProvider time)
{
    private const int BasisDays = 7;
    private const int Horizon = 30;

    /// <summary>The projection for what a question filters.</summary>
    public async Task<ProjectionReply> ProjectAsync(UsageQuestion question, CancellationToken ct)
    {
        var window = query.LastDays(question, BasisDays + 1) with { Step = TimeStep.Day };
        var rows = UsageReplies.WithQuietPeriods(window, await store.AskAsync(window, ct));
        var before = await store.AskAsync(window with { Step = TimeStep.None, From = DateTimeOffset.UnixEpoch, To = window.From }, ct);
        var whole = WholeDays(rows, before.Count > 0);
        var (mean, basis) = whole.Count > 0 ? (whole.Sum() / whole.Count, Days(whole.Count)) : await RateOfHoursAsync(window, rows, ct);
        var (soFar, left) = await MonthAsync(window, ct);
        var half = whole.Count > 1 ? Statistics.SumInterval(whole, Horizon) : (decimal?)null;
        return new ProjectionReply
        {
            TimeZone = window.Zone.Id,
            Basis = basis,
            MeanPerDayUsd = Round(mean),
            NextThirtyDaysUsd = Round(mean * Horizon),
            LowUsd = half is null ? null : Round(Math.Max(0, (mean * Horizon) - half.Value)),
            HighUsd = half is null ? null : Round((mean * Horizon) + half.Value),
            ThisMonthSoFarUsd = soFar,
            ThisMonthUsd = soFar + Round(mean * left),
            Direction = whole.Count < 6 ? Direction.Stable : Directions.Of(Sum(whole.Take(3)), Sum(whole.TakeLast(3)), 1.2m, 0.8m),
        };
    }

    /// <summary>The days that are over and in which calls could be made from the beginning: the day of the very first call is not whole.</summary>
    private static List<decimal> WholeDays(List<UsageRow> rows, bool isOlder)
    {
        var first = isOlder ? 0 : rows.FindIndex(row => row.Sums[Measure.Calls] > 0) + 1;
        return isOlder || first > 0 ? [.. rows[..^1].Skip(first).Select(row => (decimal)row.Sums[Measure.Cost])] : [];
    }

    /// <summary>While no day is over: what the hours since the first call cost, by the hour.</summary>
    private async Task<(decimal Mean, string Basis)> RateOfHoursAsync(UsageQuestion window, List<UsageRow> days, CancellationToken ct)
    {
        if (days.Find(row => row.Sums[Measure.Calls] > 0) is null)
        {
            return (0, "nothing yet");
        }

        var rows = await store.AskAsync(window with { Step = TimeStep.Hour }, ct);
        var hours = Math.Max(1m, (decimal)(time.GetUtcNow() - rows[0].At!.Value).TotalHours);
        return (rows.Sum(row => (decimal)row.Sums[Measure.Cost]) / hours * 24, string.Create(CultureInfo.InvariantCulture, $"{hours:0.#} {(hours == 1 ? "hour" : "hours")}"));
    }

    /// <summary>What this month cost so far, and how many days of it are left.</summary>
    private async Task<(Money SoFar, decimal Left)> MonthAsync(UsageQuestion window, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var today = ZoneCalendar.Day(window.Zone, now);
        var first = new DateOnly(today.Year, today.Month, 1);
        var (start, end) = (ZoneCalendar.Start(window.Zone, first), ZoneCalendar.Start(window.Zone, first.AddMonths(1)));
        var rows = await store.AskAsync(window with { Step = TimeStep.None, From = start, To = end }, ct);
        return (UsageReplies.Total(rows).Cost, (end - now).Ticks / (decimal)TimeSpan.TicksPerDay);
    }

    private static string Days(int count) => count == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{count} days");

    private static Money Sum(IEnumerable<decimal> nanos) => Round(nanos.Sum());

    private static Money Round(decimal nanos) => new(decimal.ToInt64(decimal.Round(nanos)));
}
