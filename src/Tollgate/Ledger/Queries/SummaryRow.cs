using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>The sums of one group.</summary>
internal sealed record SummaryRow
{
    /// <summary>The value of each dimension, a name where there is one; null when the calls have none.</summary>
    public required IReadOnlyDictionary<string, string?> Group { get; init; }

    /// <summary>The id behind a name.</summary>
    public IReadOnlyDictionary<string, string>? Ids { get; init; }

    public long Calls { get; set; }

    public long Refused { get; set; }

    public long Failed { get; set; }

    public Money CostUsd { get; set; }

    public Money UncertainUsd { get; set; }

    public Money SavedUsd { get; set; }

    public long InputTokens { get; set; }

    public long CacheReadTokens { get; set; }

    public long CacheWriteTokens { get; set; }

    public long OutputTokens { get; set; }

    public long ReasoningTokens { get; set; }

    /// <summary>Adds another group's sums.</summary>
    public void Add(SummaryRow other)
    {
        Calls += other.Calls;
        Refused += other.Refused;
        Failed += other.Failed;
        CostUsd += other.CostUsd;
        UncertainUsd += other.UncertainUsd;
        SavedUsd += other.SavedUsd;
        InputTokens += other.InputTokens;
        CacheReadTokens += other.CacheReadTokens;
        CacheWriteTokens += other.CacheWriteTokens;
        OutputTokens += other.OutputTokens;
        ReasoningTokens += other.ReasoningTokens;
    }
}
