using Tollgate.Core;

namespace Tollgate.Analytics.Reports;

/// <summary>A cost that teams bear together.</summary>
internal sealed record SharedCost
{
    /// <summary>What it is, for example "platform".</summary>
    public required string Name { get; init; }

    /// <summary>The amount; left out when it is what a team spent.</summary>
    public Money? AmountUsd { get; init; }

    /// <summary>The team (its name) whose own spending is shared among the others.</summary>
    public string? Team { get; init; }

    /// <summary>How it is shared: spend (by what each spent; when left out), calls, even, or weights.</summary>
    public string? By { get; init; }

    /// <summary>The weights, by team name; a team that is not named bears nothing.</summary>
    public IReadOnlyDictionary<string, decimal>? Weights { get; init; }
}
