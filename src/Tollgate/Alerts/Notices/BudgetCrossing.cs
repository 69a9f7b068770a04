using Tollgate.Core;

namespace Tollgate.Alerts.Notices;

/// <summary>How a budget's window stood when a threshold was crossed.</summary>
public sealed record BudgetCrossing
{
    /// <summary>The budget.</summary>
    public required Guid BudgetId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The window: a threshold is told once in each.</summary>
    public required Guid WindowId { get; init; }

    /// <summary>Whose share, of a split budget.</summary>
    public string? Subject { get; init; }

    /// <summary>The threshold in percent; absent when none was crossed.</summary>
    public int? Threshold { get; init; }

    /// <summary>soft_warning, hard_warning or emergency, where the threshold is one of these.</summary>
    public string? Level { get; init; }

    /// <summary>Spent in percent of the limit, rounded down to a tenth.</summary>
    public required decimal Percent { get; init; }

    /// <summary>Settled and suspended.</summary>
    public required Money SpendUsd { get; init; }

    /// <summary>The limit, raises included.</summary>
    public required Money LimitUsd { get; init; }

    /// <summary>When the window began; absent for a lifetime.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When it renews by itself; absent for a lifetime.</summary>
    public DateTimeOffset? ResetsAt { get; init; }
}
