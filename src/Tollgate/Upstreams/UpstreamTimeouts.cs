namespace Tollgate.Upstreams;

/// <summary>How long a provider may take (CONTRACT 4).</summary>
internal sealed record UpstreamTimeouts
{
    /// <summary>The defaults.</summary>
    public static readonly UpstreamTimeouts Default = new();

    /// <summary>Until there is a connection, TLS included.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the start of the attempt to the first byte of the answer's body.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Between two bytes of the answer.</summary>
    public TimeSpan BetweenBytes { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>For the whole attempt.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(3600);
}
