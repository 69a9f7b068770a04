namespace Tollgate.Budgets;

/// <summary>Which calendar window an instant lies in. Windows of a zone follow one another without gap or overlap, whatever its clocks do.</summary>
public static class WindowCalendar
{
    private const string Utc = "UTC";

    /// <summary>Finds a zone by its IANA name.</summary>
    public static bool TryFindZone(string name, out TimeZoneInfo zone)
    {
        if (name == Utc)
        {
            zone = TimeZoneInfo.Utc;
            return true;
        }

        var isKnown = TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found);
        zone = found ?? TimeZoneInfo.Utc;
        return isKnown;
    }

    /// <summary>The window that contains an instant.</summary>
    public static CalendarWindow Containing(WindowKind kind, TimeZoneInfo zone, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var day = local.Date;
        return kind switch
        {
            WindowKind.Hour => HourOf(zone, at),
            WindowKind.Day => Between(zone, day, day.AddDays(1)),
            WindowKind.Week => WeekOf(zone, day),
            WindowKind.Month => Between(zone, day.AddDays(1 - day.Day), day.AddDays(1 - day.Day).AddMonths(1)),
            _ => new CalendarWindow(CalendarWindow.Always, CalendarWindow.Never),
        };
    }

    private static CalendarWindow WeekOf(TimeZoneInfo zone, DateTime day)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return Between(zone, monday, monday.AddDays(7));
    }

    private static CalendarWindow Between(TimeZoneInfo zone, DateTime start, DateTime end) =>
        new(FirstInstant(zone, start), FirstInstant(zone, end));

    /// <summary>The first instant at which the zone's clocks show this time or, where they skip it, a later one.</summary>
    private static DateTimeOffset FirstInstant(TimeZoneInfo zone, DateTime local)
    {
        var shown = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(shown))
        {
            shown = shown.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(shown) ? zone.GetAmbiguousTimeOffsets(shown).Max() : zone.GetUtcOffset(shown);
        return new DateTimeOffset(shown, offset).ToUniversalTime();
    }

    /// <summary>An hour as the clocks show it; where they are moved inside an hour, the move ends one window and begins the next.</summary>
    private static CalendarWindow HourOf(TimeZoneInfo zone, DateTimeOffset at)
    {
        var offset = zone.GetUtcOffset(at);
        var local = at.ToOffset(offset);
        var start = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerHour)).ToUniversalTime();
        var end = start.AddHours(1);
        while (zone.GetUtcOffset(start) != offset)
        {
            start = start.AddMinutes(1);
        }

        while (zone.GetUtcOffset(end.AddTicks(-1)) != offset)
        {
            end = end.AddMinutes(-1);
        }

        return new CalendarWindow(start, end);
    }
}
