using Tollgate.Core;

namespace Tollgate.Client.Calls;

/// <summary>What the gateway said of one HTTP request to it.</summary>
public sealed record CallReceipt
{
    /// <summary>The gateway's id of the call: `tollgate calls why ID`.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>The model that served; null where nothing was sent to a provider.</summary>
    public string? Model { get; init; }

    /// <summary>What it cost; null while that is not known, as it is of a stream before its end.</summary>
    public Money? Cost { get; init; }

    /// <summary>The most it can cost, where only that is known; null where nothing bounds it.</summary>
    public Money? CostMax { get; init; }

    /// <summary>What it may cost beyond <see cref="Cost"/>: nothing, but where a call was cut off before the provider reported its usage.</summary>
    public Money Uncertain { get; init; }

    /// <summary>Tokens read, those from the cache included; null while they are not known.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens written, reasoning included; null while they are not known.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>The usage in disjoint buckets, where the gateway was asked for it: at the end of a stream.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>How the worst of the call's budgets stands.</summary>
    public BudgetStatus Budget { get; init; }

    /// <summary>What is left in the tightest budget, this call's worst case taken off; null without a budget.</summary>
    public Money? BudgetRemaining { get; init; }

    /// <summary>The output limit that was sent, where a larger one did not fit the budget.</summary>
    public long? OutputLimit { get; init; }

    /// <summary>What a guard did with the call; null where it did nothing.</summary>
    public string? Guard { get; init; }

    /// <summary>Whether the call was answered.</summary>
    public bool IsAnswered => Status is >= 200 and < 300;

    /// <summary>The cost, or the most that it can be.</summary>
    public Money? AtMost => Cost is { } known ? known + Uncertain : CostMax;
}
