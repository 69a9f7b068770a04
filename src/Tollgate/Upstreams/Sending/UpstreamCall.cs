using Microsoft.AspNetCore.Http;
using Tollgate.Core;

namespace Tollgate.Upstreams.Sending;

/// <summary>One attempt, ready to be sent.</summary>
internal sealed record UpstreamCall
{
    /// <summary>The account it goes to.</summary>
    public required Deployment Deployment { get; init; }

    /// <summary>The surface; decides timeouts and how the key travels.</summary>
    public required Surface Surface { get; init; }

    /// <summary>The whole address, from <see cref="UpstreamAddress"/>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The method.</summary>
    public HttpMethod Method { get; init; } = HttpMethod.Post;

    /// <summary>The body; null when there is none.</summary>
    public RequestContent? Content { get; init; }

    /// <summary>The client's headers; those that the catalogue allows are passed on.</summary>
    public IHeaderDictionary? ClientHeaders { get; init; }

    /// <summary>
    /// The client's own Authorization, for providers set to the client's credentials: set by the line, which knows that it is no gateway key.
    /// </summary>
    public string? ClientAuthorization { get; init; }

    /// <summary>
    /// Whose the client's idempotency key is. Clients share the account's key, so that one's idempotency key must not bring up another's answer.
    /// </summary>
    public Guid IdempotencyScope { get; init; }

    /// <summary>Whether the answer comes as a stream of events: it is asked for uncompressed, so that each event is there at once.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>Where the call is read on when its client goes away; null cancels it then.</summary>
    public DrainRoom? Drain { get; init; }

    /// <summary>The client went away: whether there is something to read on, and room for it. A body that was not handed to a connection costs nothing.</summary>
    public bool TryDrain() => Drain is { } room && Content is { IsStarted: true } && room.TryEnter();
}
