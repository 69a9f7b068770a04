namespace Tollgate.Analytics.Usage;

/// <summary>Calendars of time zones. Periods follow one another without gap or overlap, whatever the zone's clocks do.</summary>
internal static class ZoneCalendar
{
    /// <summary>Finds a zone by its IANA name; nothing or UTC is UTC.</summary>
    public static TimeZoneInfo? Find(string? name)
    {
        if (name is null or "" or "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    /// <summary>The day that a zone's calendar shows.</summary>
    public static DateOnly Day(TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>The first instant of a day; where the clocks skip midnight, the first that they show.</summary>
    public static DateTimeOffset Start(TimeZoneInfo zone, DateOnly day)
    {
        var shown = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(shown))
        {
            shown = shown.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        return new DateTimeOffset(shown, offset).ToUniversalTime();
    }

    /// <summary>Where periods begin: the one that contains the first instant, and every later one up to the first that begins at the end or after.</summary>
    public static List<DateTimeOffset> Boundaries(TimeStep step, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        var boundaries = new List<DateTimeOffset>();
        if (step == TimeStep.Hour)
        {
            for (var hour = Truncate(from); ; hour = hour.AddHours(1))
            {
                boundaries.Add(hour);
                if (hour >= to)
                {
                    return boundaries;
                }
            }
        }

        for (var day = First(step, Day(zone, from)); ; day = Next(step, day))
        {
            boundaries.Add(Start(zone, day));
            if (boundaries[^1] >= to)
            {
                return boundaries;
            }
        }
    }

    private static DateOnly First(TimeStep step, DateOnly day) => step switch
    {
        TimeStep.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        TimeStep.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    private static DateOnly Next(TimeStep step, DateOnly day) => step switch
    {
        TimeStep.Week => day.AddDays(7),
        TimeStep.Month => day.AddMonths(1),
        _ => day.AddDays(1),
    };

    private static DateTimeOffset Truncate(DateTimeOffset at) => at.ToUniversalTime().AddTicks(-(at.UtcTicks % TimeSpan.TicksPerHour));
}
