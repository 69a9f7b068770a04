using Tollgate.Core;

namespace Tollgate.Analytics.Savings;

/// <summary>What was saved, each amount to be worked out again from the ledger.</summary>
internal sealed record SavingsReply
{
    public required DateTimeOffset From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>What calls cost, corrections included.</summary>
    public required Money CostUsd { get; init; }

    /// <summary>The provider's prompt cache: read × (input price − read price) − write × (write price − input price), line by line at its own rates.</summary>
    public required Money PromptCacheSavedUsd { get; init; }

    /// <summary>The part of input tokens that came from the prompt cache, in percent.</summary>
    public decimal? PromptCacheHitPercent { get; init; }

    /// <summary>Answers from the gateway's own cache: what they would have cost.</summary>
    public required Money CacheHitsSavedUsd { get; init; }

    /// <summary>Every call at one model instead of the ones that were chosen; left out unless a baseline is asked for.</summary>
    public BaselineReply? Baseline { get; init; }
}
