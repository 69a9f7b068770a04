using Tollgate.Core;
using Tollgate.Analytics.Figures;

namespace Tollgate.Client.Costs;

/// <summary>What each day cost, the last ones.</summary>
internal sealed class CostDays(TimeZoneInfo zone)
{
    private const int MostDays = 400;
    private const int Basis = 7;
    private const int Horizon = 30;
    private const int TrendDays = 3;

    private readonly SortedDictionary<DateOnly, Money> _days = [];

    /// <summary>The day of a time in the zone.</summary>
    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>Adds a cost.</summary>
    public void Add(DateTimeOffset at, Money cost)
    {
        var day = Day(at);
        _days[day] = this[day] + cost;
        if (_days.Count > MostDays)
        {
            _ = _days.Remove(_days.Keys.First());
        }
    }

    /// <summary>What a day cost.</summary>
    public Money this[DateOnly day] => _days.GetValueOrDefault(day);

    /// <summary>What each of so many days before a day cost, quiet ones too. The first day that cost anything is not among them: nobody knows that it was whole.</summary>
    public List<Money> Before(DateOnly day, int count)
    {
        var first = _days.Count == 0 ? day : _days.Keys.First();
        return [.. Enumerable.Range(1, count).Select(back => day.AddDays(-back)).Where(past => past > first).Select(past => this[past]).Reverse()];
    }

    /// <summary>Thirty days like the last seven that are over.</summary>
    public MonthProjection Project(DateOnly today) => Project(Before(today, Basis));

    /// <summary>Thirty days like some others.</summary>
    public static MonthProjection Project(IReadOnlyList<Money> days)
    {
        var nanos = days.Select(day => (decimal)day.Nanos).ToList();
        var mean = nanos.Count == 0 ? 0m : nanos.Sum() / nanos.Count;
        decimal? half = nanos.Count > 1 ? Statistics.SumInterval(nanos, Horizon) : null;
        return new MonthProjection(
            Round(mean),
            Round(mean * Horizon),
            half is { } low ? Round(Math.Max(0m, (mean * Horizon) - low)) : null,
            half is { } high ? Round((mean * Horizon) + high) : null,
            nanos.Count < 2 * TrendDays ? SpendTrend.Stable : Trend(nanos.Take(TrendDays).Sum(), nanos.TakeLast(TrendDays).Sum()),
            nanos.Count);
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _days.Clear();

    private static SpendTrend Trend(decimal first, decimal last) =>
        last > 1.2m * first ? SpendTrend.Up : last < 0.8m * first ? SpendTrend.Down : SpendTrend.Stable;

    private static Money Round(decimal nanos) => new(decimal.ToInt64(decimal.Round(nanos)));
}
