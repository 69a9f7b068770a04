using Tollgate.Core;

namespace Tollgate.Analytics.Rollups;

/// <summary>Hours and days of rollups: whole numbers since 1970, in UTC.</summary>
internal static class UsageTime
{
    /// <summary>Microseconds of an hour.</summary>
    public const long HourMicros = 3_600_000_000;

    /// <summary>Hours of a day.</summary>
    public const long DayHours = 24;

    /// <summary>The hour of an instant.</summary>
    public static long Hour(DateTimeOffset at) => Math.DivRem(at.ToUnixMicros(), HourMicros).Quotient;

    /// <summary>The first instant of an hour.</summary>
    public static DateTimeOffset OfHour(long hour) => UnixTime.FromUnixMicros(hour * HourMicros);

    /// <summary>Whether an instant begins an hour.</summary>
    public static bool IsWholeHour(DateTimeOffset at) => at.ToUnixMicros() % HourMicros == 0;

    /// <summary>Whether an instant begins a day in UTC.</summary>
    public static bool IsWholeDay(DateTimeOffset at) => at.ToUnixMicros() % (HourMicros * DayHours) == 0;
}
