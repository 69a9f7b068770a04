using Tollgate.Core;

namespace Tollgate.Client.Costs;

/// <summary>One call in a <see cref="CostBook"/>.</summary>
public sealed record CostEntry
{
    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The session it belongs to.</summary>
    public required string Session { get; init; }

    /// <summary>Who served it; "" where only the gateway's total is known.</summary>
    public required string Provider { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>What was used.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>What it cost.</summary>
    public required Money Cost { get; init; }

    /// <summary>What is not certain about the cost.</summary>
    public LineFlags Flags { get; init; }

    /// <summary>The gateway's id of the call; null for one that was priced in this process.</summary>
    public string? RequestId { get; init; }
}
