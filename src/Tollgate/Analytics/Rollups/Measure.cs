namespace Tollgate.Analytics.Rollups;

/// <summary>What is summed: the last columns of `usage_hour` and `usage_day`, in their order there.</summary>
internal enum Measure : byte
{
    /// <summary>Calls, counted where they ended.</summary>
    Calls,
    /// <summary>Those that the gateway refused.</summary>
    Refused,
    /// <summary>Those that a provider failed.</summary>
    Failed,
    /// <summary>Those answered from a cache.</summary>
    Cached,
    /// <summary>Owed, corrections included.</summary>
    Cost,
    /// <summary>May be owed on top.</summary>
    Uncertain,
    /// <summary>What cache hits did not cost.</summary>
    Saved,
    /// <summary>The cost at list rates.</summary>
    ListCost,
    /// <summary>What the provider's prompt cache saved, what writing to it cost taken off.</summary>
    CacheSaved,
    /// <summary>All tokens read.</summary>
    InputTokens,
    /// <summary>Those from the provider's prompt cache.</summary>
    CacheReadTokens,
    /// <summary>Those written to it.</summary>
    CacheWriteTokens,
    /// <summary>All tokens written.</summary>
    OutputTokens,
    /// <summary>Those of reasoning.</summary>
    ReasoningTokens,
    /// <summary>Calls whose time is in <see cref="AnswerMicros"/>: all that were not refused.</summary>
    Answered,
    /// <summary>How long they took, together.</summary>
    AnswerMicros,
}
