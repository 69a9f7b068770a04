using Tollgate.Client.Costs;

namespace Tollgate.Client.Calls;

/// <summary>How a <see cref="TollgateChatClient"/> works.</summary>
public sealed record TollgateChatOptions
{
    /// <summary>Tags of every turn, where its <c>ChatOptions</c> say nothing else.</summary>
    public CallTags Tags { get; init; } = CallTags.None;

    /// <summary>
    /// Whether the cost of a stream is asked for at its end, where its trailer does not bring it (HTTP/1.1 has none): one small request, with the call's own
    /// key. Off, only the most that it can cost is known.
    /// </summary>
    public bool AsksForStreamCosts { get; init; } = true;

    /// <summary>Where what calls cost is recorded; null for nowhere.</summary>
    public CostBook? Book { get; init; }

    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
