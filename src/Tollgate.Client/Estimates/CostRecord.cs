using Tollgate.Core;

namespace Tollgate.Client.Estimates;

/// <summary>What one call cost, by whoever knows best.</summary>
public sealed record CostRecord
{
    /// <summary>Its id; the same record told twice has the same one.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the call went to.</summary>
    public required string Resource { get; init; }

    /// <summary>Whose price it is.</summary>
    public required string Provider { get; init; }

    /// <summary>What the call was expected to cost; null where nobody could say.</summary>
    public Money? Estimated { get; init; }

    /// <summary>What it really cost; null where its answer does not say.</summary>
    public Money? Actual { get; init; }

    /// <summary>The actual cost, else the estimate.</summary>
    public Money Cost => Actual ?? Estimated ?? Money.Zero;

    /// <summary>Whether the cost is an estimate.</summary>
    public bool IsEstimated => Actual is null;
}
