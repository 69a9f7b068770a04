using System.Globalization;
using Tollgate.Budgets;

namespace Tollgate.Tests.Budgets;

public sealed class WindowCalendarTests
{
    [Theory]
    [InlineData(WindowKind.Hour, "UTC", "2026-11-21T08:15:30Z", "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z")]
    [InlineData(WindowKind.Hour, "Asia/Kolkata", "2026-11-21T08:15:30Z", "2026-11-21T07:30:00Z", "2026-11-21T08:30:00Z")]
    [InlineData(WindowKind.Day, "UTC", "2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z")]
    [InlineData(WindowKind.Day, "America/New_York", "2026-11-21T04:59:59Z", "2026-11-20T05:00:00Z", "2026-11-21T05:00:00Z")]
    [InlineData(WindowKind.Week, "UTC", "2026-11-21T08:00:00Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData(WindowKind.Week, "UTC", "2026-11-23T09:00:00Z", "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(WindowKind.Week, "UTC", "2026-11-22T23:59:59Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData(WindowKind.Month, "UTC", "2026-12-31T23:59:59Z", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData(WindowKind.Month, "Europe/Berlin", "2026-06-30T22:30:00Z", "2026-06-30T22:00:00Z", "2026-07-31T22:00:00Z")]
    [InlineData(WindowKind.Month, "UTC", "2028-02-29T12:00:00Z", "2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z")]
    public void Containing_IsTheCalendarWindowOfTheZone(WindowKind kind, string zone, string at, string start, string end)
    {
        var window = WindowCalendar.Containing(kind, Zone(zone), Time(at));

        Assert.Equal(new CalendarWindow(Time(start), Time(end)), window);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T12:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25T12:00:00Z", 25)]
    [InlineData("America/New_York", "2026-03-08T12:00:00Z", 23)]
    [InlineData("America/New_York", "2026-11-01T12:00:00Z", 25)]
    [InlineData("America/Havana", "2026-11-01T12:00:00Z", 25)]
    [InlineData("Asia/Beirut", "2026-03-29T12:00:00Z", 23)]
    public void Day_WhenTheClocksAreMoved_IsShorterOrLonger(string zone, string at, int hours)
    {
        var window = WindowCalendar.Containing(WindowKind.Day, Zone(zone), Time(at));

        Assert.Equal(TimeSpan.FromHours(hours), window.EndsAt - window.StartsAt);
    }

    [Fact]
    public void Hour_ThatHappensTwice_IsTwoWindows()
    {
        var zone = Zone("Europe/Berlin");

        var first = WindowCalendar.Containing(WindowKind.Hour, zone, Time("2026-10-25T00:30:00Z"));
        var second = WindowCalendar.Containing(WindowKind.Hour, zone, Time("2026-10-25T01:30:00Z"));

        Assert.Equal((Time("2026-10-25T00:00:00Z"), Time("2026-10-25T01:00:00Z")), (first.StartsAt, first.EndsAt));
        Assert.Equal((Time("2026-10-25T01:00:00Z"), Time("2026-10-25T02:00:00Z")), (second.StartsAt, second.EndsAt));
    }

    [Fact]
    public void Lifetime_NeverEnds()
    {
        var window = WindowCalendar.Containing(WindowKind.Lifetime, TimeZoneInfo.Utc, Time("2026-11-21T08:00:00Z"));

        Assert.Equal(CalendarWindow.Never, window.EndsAt);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("America/Havana")]
    [InlineData("Asia/Beirut")]
    [InlineData("Asia/Kolkata")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    public void Windows_FollowOneAnotherWithoutGapOrOverlap(string name)
    {
        var zone = Zone(name);
        foreach (var kind in new[] { WindowKind.Hour, WindowKind.Day, WindowKind.Week, WindowKind.Month })
        {
            var at = Time("2026-01-01T00:00:00Z");
            var window = WindowCalendar.Containing(kind, zone, at);
            while (window.EndsAt < Time("2027-01-02T00:00:00Z"))
            {
                var next = WindowCalendar.Containing(kind, zone, window.EndsAt);
                Assert.Equal(window.EndsAt, next.StartsAt);
                Assert.Equal(window, WindowCalendar.Containing(kind, zone, window.EndsAt.AddTicks(-1)));
                window = next;
            }
        }
    }

    [Fact]
    public void TryFindZone_OfAnInventedName_IsFalse() => Assert.False(WindowCalendar.TryFindZone("Mars/Olympus", out _));

    private static TimeZoneInfo Zone(string name) => WindowCalendar.TryFindZone(name, out var zone) ? zone : throw new InvalidOperationException(name);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
