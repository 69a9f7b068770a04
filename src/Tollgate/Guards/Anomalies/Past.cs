using System.Collections.Frozen;

namespace Tollgate.Guards.Anomalies;

/// <summary>What is usual of a user or an agent, by the hours in which there were calls. Immutable.</summary>
internal sealed class Past
{
    /// <summary>So far back it goes.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(28);

    private const int LeastHours = 24;
    private const int LeastDays = 3;
    private const int LeastDaysForTimes = 7;
    private const double LeastCalls = 5;
    private const double LeastTokens = 2_000;
    private const double LeastNanos = 10_000_000;
    private const int HoursOfDay = 24;

    private readonly int[] _times = new int[HoursOfDay];
    private readonly int _days;

    /// <summary>The past that hours before now make.</summary>
    public Past(IEnumerable<PastHour> rows, DateTimeOffset now)
    {
        var hours = rows.Where(row => row.Hour < now).ToList();
        var byHour = hours.GroupBy(row => row.Hour).ToList();
        Hours = byHour.Count;
        _days = byHour.Select(hour => hour.Key.UtcDateTime.Date).Distinct().Count();
        Calls = Usual.Of([.. byHour.Select(hour => (double)hour.Sum(row => row.Calls))], LeastCalls);
        Tokens = Usual.Of([.. byHour.Select(hour => (double)hour.Sum(row => row.Tokens))], LeastTokens);
        Nanos = Usual.Of([.. byHour.Select(hour => (double)hour.Sum(row => row.Cost.Nanos))], LeastNanos);
        Models = hours.Where(row => row.Model is not null).Select(row => row.Model!).ToFrozenSet(StringComparer.Ordinal);
        foreach (var hour in byHour)
        {
            _times[hour.Key.UtcDateTime.Hour]++;
        }
    }

    /// <summary>In how many hours there were calls.</summary>
    public int Hours { get; }

    /// <summary>Calls in an hour.</summary>
    public Usual Calls { get; }

    /// <summary>Tokens in an hour.</summary>
    public Usual Tokens { get; }

    /// <summary>Nano-dollars in an hour.</summary>
    public Usual Nanos { get; }

    /// <summary>The models that were called.</summary>
    public FrozenSet<string> Models { get; }

    /// <summary>Whether there is enough of it to compare with.</summary>
    public bool IsEnough => Hours >= LeastHours && _days >= LeastDays;

    /// <summary>Whether there were never calls at that time of the day, nor an hour before or after.</summary>
    public bool IsOddTime(DateTimeOffset now)
    {
        var hour = now.UtcDateTime.Hour;
        return _days >= LeastDaysForTimes && _times[hour] + _times[(hour + 1) % HoursOfDay] + _times[(hour + HoursOfDay - 1) % HoursOfDay] == 0;
    }
}
