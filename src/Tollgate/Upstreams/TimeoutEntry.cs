namespace Tollgate.Upstreams;

/// <summary>Timeouts as somebody set them: what is absent is inherited.</summary>
internal sealed record TimeoutEntry
{
    /// <summary>Nothing set.</summary>
    public static readonly TimeoutEntry Empty = new();

    /// <summary>Until there is a connection.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>Until the first byte of the answer.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>Between two bytes of the answer.</summary>
    public TimeSpan? BetweenBytes { get; init; }

    /// <summary>For the whole attempt.</summary>
    public TimeSpan? Total { get; init; }

    /// <summary>These timeouts, and the given ones where these are absent.</summary>
    public UpstreamTimeouts Over(UpstreamTimeouts inherited) => new()
    {
        Connect = Connect ?? inherited.Connect,
        FirstByte = FirstByte ?? inherited.FirstByte,
        BetweenBytes = BetweenBytes ?? inherited.BetweenBytes,
        Total = Total ?? inherited.Total,
    };
}
