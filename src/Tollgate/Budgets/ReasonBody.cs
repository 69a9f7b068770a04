namespace Tollgate.Budgets;

/// <summary>The body of changes that need a reason.</summary>
public sealed record ReasonBody
{
    /// <summary>Why, for the audit.</summary>
    public required string Reason { get; init; }

    /// <summary>Whose window of a split rule; all of them when left out.</summary>
    public string? Subject { get; init; }
}
