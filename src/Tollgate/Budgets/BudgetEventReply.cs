using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The body of a `budget` event of the live feed.</summary>
public sealed record BudgetEventReply
{
    /// <summary>What happened: warning, breach, above_reserve, or a change such as budget.raise.</summary>
    public required string Event { get; init; }

    /// <summary>The budget.</summary>
    public required Guid BudgetId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whose share, of a split rule.</summary>
    public string? Subject { get; init; }

    /// <summary>The percentage that was crossed.</summary>
    public int? Threshold { get; init; }

    /// <summary>Settled and suspended.</summary>
    public Money? Spent { get; init; }

    /// <summary>The limit.</summary>
    public Money? Limit { get; init; }
}
