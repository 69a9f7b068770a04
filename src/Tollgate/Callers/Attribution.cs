namespace Tollgate.Callers;

/// <summary>
/// What a call is attributed to besides its key. What a client says only ever adds budgets and labels; what the key pins wins.
/// </summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="AgentId">The agent, when the organization knows one of that name.</param>
/// <param name="Session">The session.</param>
/// <param name="User">The end user: a keyed hash, unless end-user ids are stored.</param>
/// <param name="ClientRequestId">The client's own request id; never a key.</param>
/// <param name="TraceParent">The W3C trace context, as it came.</param>
/// <param name="Tags">Labels; at most sixteen of the client's, and all pinned ones.</param>
internal sealed record Attribution(
    string? Agent,
    Guid? AgentId,
    string? Session,
    string? User,
    string? ClientRequestId,
    string? TraceParent,
    IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    /// <summary>Tags of the client that were left out: too many, too long, or outside the alphabet.</summary>
    public int DroppedTags { get; init; }

    /// <summary>The first tag that the caller's team requires and the call does not bear; null when it bears them all.</summary>
    public string? MissingTag { get; init; }
}
