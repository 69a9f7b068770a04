using Tollgate.Analytics.Rollups;

namespace Tollgate.Analytics.Usage;

/// <summary>
/// Which sums answer a question exactly: days where whole days in UTC are asked for, hours around them, and single calls where a boundary
/// falls inside an hour (an odd first instant, a zone half an hour off).
/// </summary>
/// <param name="Days">Whole days: the first, and the one after the last.</param>
/// <param name="Hours">Whole hours outside of these days, alike.</param>
/// <param name="SplitHours">Hours among them that a boundary cuts; they are left out there.</param>
/// <param name="Calls">Spans whose calls are read one by one.</param>
internal sealed record UsagePlan(
    (long From, long To) Days, IReadOnlyList<(long From, long To)> Hours, IReadOnlySet<long> SplitHours, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Calls)
{
    /// <summary>Plans a question whose periods are known.</summary>
    public static UsagePlan Of(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<DateTimeOffset> periods)
    {
        if (from >= to)
        {
            return new UsagePlan((0, 0), [], new HashSet<long>(), []);
        }

        var (first, last) = (Ceiling(from), UsageTime.Hour(to));
        if (first > last)
        {
            return new UsagePlan((0, 0), [], new HashSet<long>(), [(from, to)]);
        }

        var inner = periods.Where(period => period > from && period < to).ToList();
        var split = inner.Where(period => !UsageTime.IsWholeHour(period)).Select(UsageTime.Hour).Where(hour => hour >= first && hour < last).ToHashSet();
        List<(DateTimeOffset, DateTimeOffset)> calls = [.. split.Order().Select(hour => (UsageTime.OfHour(hour), UsageTime.OfHour(hour + 1)))];
        AddSpan(calls, from, UsageTime.OfHour(first));
        AddSpan(calls, UsageTime.OfHour(last), to);
        if (!inner.TrueForAll(UsageTime.IsWholeDay))
        {
            return new UsagePlan((0, 0), [(first, last)], split, calls);
        }

        var (firstDay, lastDay) = ((first + UsageTime.DayHours - 1) / UsageTime.DayHours, last / UsageTime.DayHours);
        return firstDay >= lastDay
            ? new UsagePlan((0, 0), [(first, last)], split, calls)
            : new UsagePlan((firstDay, lastDay), [(first, firstDay * UsageTime.DayHours), (lastDay * UsageTime.DayHours, last)], split, calls);
    }

    private static long Ceiling(DateTimeOffset at) => UsageTime.IsWholeHour(at) ? UsageTime.Hour(at) : UsageTime.Hour(at) + 1;

    private static void AddSpan(List<(DateTimeOffset, DateTimeOffset)> spans, DateTimeOffset from, DateTimeOffset to)
    {
        if (from < to)
        {
            spans.Add((from, to));
        }
    }
}
