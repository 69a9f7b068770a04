using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Tollgate.Callers.Attributions;

namespace Tollgate.Callers;

/// <summary>
/// Reads what a call is attributed to. In each case the key's pin wins, then Tollgate's own header, then what known clients send,
/// then the body, then `baggage`. What cannot be kept as it is becomes a hash of itself: a label is never lost by being odd.
/// </summary>
internal sealed class AttributionReader(LiveSessions sessions, UserIdHash users)
{
    private static readonly string[] SessionHeaders = ["x-tollgate-session", "X-Claude-Code-Session-Id", "session-id", "x-session-id", "thread-id"];

    /// <summary>Reads headers and body of one call.</summary>
    public Attribution Read(IHeaderDictionary headers, Caller caller, BodyAttribution body)
    {
        var baggage = headers["baggage"];
        var metadata = body.MetadataUserId is null ? default : MetadataUserId.Read(body.MetadataUserId);
        var agent = Agent(headers, caller, baggage);
        var (tags, dropped) = TagReader.Read(headers["x-tollgate-tags"], caller.PinnedTags);
        return new Attribution(
            agent,
            agent is not null && caller.Agents.TryGetValue(agent, out var id) ? id : null,
            Session(headers, caller, body.Session ?? metadata.Session, baggage),
            users.Of(caller.OrganizationId, body.User ?? metadata.User ?? Find(baggage, "user.id")),
            Tags.Label(First(headers["x-request-id"]) ?? First(headers["x-client-request-id"])),
            TraceParent.Valid(First(headers["traceparent"])),
            tags)
        {
            DroppedTags = dropped,
            MissingTag = TagReader.Missing(tags, caller.RequiredTags),
        };
    }

    private static string? Agent(IHeaderDictionary headers, Caller caller, StringValues baggage)
    {
        if (caller.PinnedAgent is not null)
        {
            return caller.PinnedAgent;
        }

        var named = First(headers["x-tollgate-agent"]) ?? Find(baggage, "gen_ai.agent.name");
        if (named is not null)
        {
            return caller.Agents.ContainsKey(named) ? named : Tags.Label(named);
        }

        return caller.Kind == PrincipalKind.Agent ? caller.PrincipalName : null;
    }

    private string? Session(IHeaderDictionary headers, Caller caller, string? fromBody, StringValues baggage)
    {
        string? session = null;
        for (var i = 0; session is null && i < SessionHeaders.Length; i++)
        {
            session = First(headers[SessionHeaders[i]]);
        }

        session = Tags.Label(session ?? fromBody ?? Find(baggage, "session.id"));
        return session is null ? null : sessions.Admit(caller.KeyId, session);
    }

    private static string? Find(StringValues baggage, string key) => baggage.Count == 0 ? null : Filled(Baggage.Find(baggage, key));

    private static string? First(StringValues values) => values.Count == 0 ? null : Filled(values[0]);

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
