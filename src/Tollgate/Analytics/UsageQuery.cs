using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tollgate.Analytics.Rollups;
using Tollgate.Analytics.Usage;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Analytics;

/// <summary>Reads questions from a query string.</summary>
internal sealed class UsageQuery(TimeProvider time)
{
    /// <summary>The longest time that is cut into periods.</summary>
    private const int MostHours = 24 * 400;
    private const int UsualDays = 30;
    private const int MostDays = 365;

    /// <summary>Filters, as the OpenAPI document describes them.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> FilterParameters =
    [
        ("team", "The team's id or name."),
        ("principal", "The user's or agent's id or name."),
        ("key", "The key's id or name."),
        ("agent", "The agent as the call named it."),
        ("session", "The session."),
        ("provider", "The provider."),
        ("model", "The model served, or asked for where none was served."),
        ("route", "The route, for example /v1/messages."),
        ("status", "The HTTP status that the client got."),
        ("result", "How the call ended, for example completed."),
        ("tag", "A tag's name, or name:value."),
    ];

    /// <summary>Time and whose, alike.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> PeriodParameters =
    [
        ("days", "So many days of the zone's calendar, today included: 1 to 365; 30 by default."),
        ("from", "First instant, RFC 3339, or a day of the zone's calendar; instead of days."),
        ("to", "The instant after the last, alike."),
        ("time_zone", "Whose calendar counts: an IANA name; UTC by default."),
        ("all", "true: all organizations (operator only)."),
    ];

    private static readonly (string Name, GroupColumn Column, GroupColumn? ByName)[] Columns =
    [
        ("team", GroupColumn.Team, GroupColumn.TeamName), ("principal", GroupColumn.Principal, GroupColumn.PrincipalName), ("key", GroupColumn.Key, GroupColumn.KeyName),
        ("agent", GroupColumn.Agent, null), ("session", GroupColumn.Session, null), ("provider", GroupColumn.Provider, null), ("model", GroupColumn.Model, null),
        ("route", GroupColumn.Route, null), ("status", GroupColumn.Status, null), ("result", GroupColumn.Result, null),
    ];

    /// <summary>Reads organization, time, zone and filters; the dimensions are the endpoint's.</summary>
    /// <param name="http">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="leastDays">The least that `days` takes.</param>
    /// <param name="mostDays">The most, alike.</param>
    public Outcome<UsageQuestion> Read(HttpContext http, ApiCaller caller, int leastDays = 1, int mostDays = MostDays)
    {
        var zoneName = Text(http, "time_zone");
        if (ZoneCalendar.Find(zoneName) is not { } zone)
        {
            return ApiReply.Invalid("time_zone", $"'{zoneName}' is not a time zone. It takes IANA names, for example Europe/Berlin.");
        }

        var filter = Filter(http);
        var days = ApiBody.Number(http, "days", Math.Clamp(UsualDays, leastDays, mostDays), leastDays, mostDays);
        var from = Instant(http, "from", zone);
        var to = Instant(http, "to", zone);
        if ((filter.Refusal ?? days.Refusal ?? from.Refusal ?? to.Refusal) is { } refusal)
        {
            return refusal;
        }

        var question = new UsageQuestion { OrganizationId = Scope(http, caller), Filter = filter.Value!, Zone = zone };
        var isNamed = from.Value!.At is not null || to.Value!.At is not null;
        question = isNamed ? question with { From = from.Value.At ?? DateTimeOffset.UnixEpoch, To = to.Value!.At ?? UsageQuestion.Never } : LastDays(question, days.Value);
        return question.From < question.To ? question : ApiReply.Invalid("from", "'from' must be before 'to'.");
    }

    /// <summary>The last days of the zone's calendar, today included.</summary>
    public UsageQuestion LastDays(UsageQuestion question, int days)
    {
        var today = ZoneCalendar.Day(question.Zone, time.GetUtcNow());
        return question with { From = ZoneCalendar.Start(question.Zone, today.AddDays(1 - days)), To = ZoneCalendar.Start(question.Zone, today.AddDays(1)) };
    }

    /// <summary>Reads `group_by` and `step`.</summary>
    public Outcome<UsageQuestion> ReadGrouping(HttpContext http, UsageQuestion question)
    {
        var names = (Text(http, "group_by") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length > 2 || names.Distinct().Count() != names.Length)
        {
            return ApiReply.Invalid("group_by", "'group_by' takes at most two dimensions, which differ.");
        }

        var dimensions = names.Select(UsageDimension.Find).ToList();
        if (dimensions.IndexOf(null) is >= 0 and var unknown)
        {
            var known = string.Join(", ", UsageDimension.All.Select(dimension => dimension.Name));
            return ApiReply.Invalid("group_by", $"'{names[unknown]}' is not a dimension. There are: {known}, tag:NAME.");
        }

        return ReadStep(http, question with { By = [.. dimensions.Select(dimension => dimension!)] });
    }

    /// <summary>The same question cut into days.</summary>
    public Outcome<UsageQuestion> ReadDays(UsageQuestion question) => Cut(question, TimeStep.Day);

    /// <summary>Reads `step`.</summary>
    private Outcome<UsageQuestion> ReadStep(HttpContext http, UsageQuestion question)
    {
        var text = Text(http, "step") ?? "none";
        if (!Enum.TryParse<TimeStep>(text, ignoreCase: true, out var step) || !Enum.IsDefined(step) || char.IsAsciiDigit(text[0]))
        {
            return ApiReply.Invalid("step", "'step' takes none, hour, day, week or month.");
        }

        return step == TimeStep.None ? question : Cut(question, step);
    }

    /// <summary>Only a time with both ends can be cut.</summary>
    private Outcome<UsageQuestion> Cut(UsageQuestion question, TimeStep step)
    {
        var end = question.To == UsageQuestion.Never ? ZoneCalendar.Start(question.Zone, ZoneCalendar.Day(question.Zone, time.GetUtcNow()).AddDays(1)) : question.To;
        return end - question.From > TimeSpan.FromHours(MostHours)
            ? ApiReply.Invalid("step", "A time that is cut is at most 400 days long: give 'from' and 'to', or 'days'.")
            : question with { Step = step, To = end };
    }

    private static Outcome<UsageFilter> Filter(HttpContext http)
    {
        var status = ApiBody.Number(http, "status", 0, 0, 999);
        if (status.IsRefused)
        {
            return status.Refusal;
        }

        var equal = new List<(GroupColumn, string)>();
        foreach (var (name, column, byName) in Columns)
        {
            if (Text(http, name) is { } value)
            {
                equal.Add(byName is { } other && !Guid.TryParse(value, out _) ? (other, value) : (column, UsageGroup.IsId(column) ? Guid.Parse(value).ToString() : value));
            }
        }

        var tag = Text(http, "tag")?.Split(':', 2);
        return new UsageFilter { Equal = equal, TagName = tag?[0], TagValue = tag?.Length == 2 ? tag[1] : null };
    }

    private static Outcome<InstantOrNone> Instant(HttpContext http, string name, TimeZoneInfo zone)
    {
        if (Text(http, name) is not { } text)
        {
            return new InstantOrNone(null);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new InstantOrNone(Within(day.Year is > 1970 and < 9999 ? ZoneCalendar.Start(zone, day) : DateTimeOffset.UnixEpoch));
        }

        var at = ApiBody.Time(http, name, default);
        return at.IsRefused ? at.Refusal : new InstantOrNone(Within(at.Value));
    }

    private static DateTimeOffset Within(DateTimeOffset at) => at < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : at > UsageQuestion.Never ? UsageQuestion.Never : at;

    private static Guid? Scope(HttpContext http, ApiCaller caller) => caller.IsOperator && http.Request.Query["all"] == "true" ? null : caller.OrganizationId;

    private static string? Text(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private sealed record InstantOrNone(DateTimeOffset? At);
}
