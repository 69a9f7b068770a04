using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The body of POST /api/budgets/{id}/raise.</summary>
public sealed record RaiseBody
{
    /// <summary>How much more.</summary>
    public required Money By { get; init; }

    /// <summary>When the raise ends; the end of the window when left out.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why, for the audit.</summary>
    public required string Reason { get; init; }
}
