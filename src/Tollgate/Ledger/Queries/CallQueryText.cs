using Microsoft.AspNetCore.Http;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>Reads filters, cursors and dimensions from a query string.</summary>
internal static class CallQueryText
{
    /// <summary>What the query parameters of a list of calls mean.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> FilterParameters =
    [
        ("from", "First instant, RFC 3339."),
        ("to", "First instant after, RFC 3339."),
        ("key", "The key's id or name."),
        ("team", "The team's id or name."),
        ("principal", "The user's or agent's id or name."),
        ("agent", "The agent as the call named it."),
        ("session", "The session."),
        ("provider", "The provider."),
        ("model", "The model served, or asked for where none was served."),
        ("route", "The route, for example /v1/messages."),
        ("result", "How the call ended, for example completed, refused, timed_out."),
        ("status", "The HTTP status that the client got."),
        ("refused", "true for refusals only."),
        ("tag", "A tag's name, or name:value."),
    ];

    /// <summary>The filter in a query string.</summary>
    public static Outcome<CallFilter> Filter(HttpContext http, Guid? organizationId)
    {
        var from = Time(http, "from");
        var to = Time(http, "to");
        var status = ApiBody.Number(http, "status", 0, 0, 999);
        if ((from.Refusal ?? to.Refusal ?? status.Refusal) is { } refusal)
        {
            return refusal;
        }

        return new CallFilter
        {
            OrganizationId = organizationId,
            From = from.Value?.At,
            To = to.Value?.At,
            Key = Text(http, "key"),
            Team = Text(http, "team"),
            Principal = Text(http, "principal"),
            Agent = Text(http, "agent"),
            Session = Text(http, "session"),
            Provider = Text(http, "provider"),
            Model = Text(http, "model"),
            Route = Text(http, "route"),
            Result = Text(http, "result"),
            Status = status.Value == 0 ? null : status.Value,
            IsRefused = Text(http, "refused") is "true" or "1",
            Tag = Text(http, "tag"),
        };
    }

    /// <summary>The cursor in a query string; a value of null when there is none.</summary>
    public static Outcome<CursorOrNone> Cursor(HttpContext http)
    {
        if (Text(http, "cursor") is not { } text)
        {
            return new CursorOrNone(null);
        }

        return CallCursor.Parse(text) is { } cursor ? new CursorOrNone(cursor) : ApiReply.Invalid("cursor", "'cursor' takes what `next` of the page before said.");
    }

    /// <summary>The dimensions in `group_by`.</summary>
    public static Outcome<IReadOnlyList<Dimension>> Dimensions(HttpContext http)
    {
        var names = (Text(http, "group_by") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length > 2)
        {
            return ApiReply.Invalid("group_by", "'group_by' takes at most two dimensions.");
        }

        var dimensions = new Dimension[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            if (Dimension.Find(names[i], i) is not { } dimension)
            {
                var known = string.Join(", ", Dimension.All.Select(known => known.Name));
                return ApiReply.Invalid("group_by", $"'{names[i]}' is not a dimension. There are: {known}, tag:NAME.");
            }

            dimensions[i] = dimension;
        }

        return dimensions;
    }

    private static Outcome<TimeOrNone> Time(HttpContext http, string name)
    {
        if (Text(http, name) is null)
        {
            return new TimeOrNone(null);
        }

        var time = ApiBody.Time(http, name, default);
        return time.IsRefused ? time.Refusal : new TimeOrNone(time.Value);
    }

    private static string? Text(HttpContext http, string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A cursor that may be absent.</summary>
    internal sealed record CursorOrNone(CallCursor? Cursor);

    private sealed record TimeOrNone(DateTimeOffset? At);
}
