using Tollgate.Core;

namespace Tollgate.Ledger.Queries;

/// <summary>One call as lists, the live feed and the page of one call show it.</summary>
internal sealed record CallView
{
    public required Guid RequestId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required string Result { get; init; }

    public required int Status { get; init; }

    public required string Route { get; init; }

    public string? Provider { get; init; }

    public string? Model { get; init; }

    public string? Deployment { get; init; }

    public string? ModelAsked { get; init; }

    public bool IsStream { get; init; }

    public Guid? KeyId { get; init; }

    public string? Key { get; init; }

    public string? Team { get; init; }

    public string? Principal { get; init; }

    public string? Agent { get; init; }

    public string? Session { get; init; }

    public string? User { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public required Money CostUsd { get; init; }

    public required Money UncertainUsd { get; init; }

    public Money? SavedUsd { get; init; }

    public long InputTokens { get; init; }

    public long CacheReadTokens { get; init; }

    public long CacheWriteTokens { get; init; }

    public long OutputTokens { get; init; }

    public long ReasoningTokens { get; init; }

    public int AttemptCount { get; init; }

    public IReadOnlyList<string>? Flags { get; init; }

    public double DurationMs { get; init; }

    public double? FirstByteMs { get; init; }

    public string? ClientRequestId { get; init; }

    public string? TraceId { get; init; }

    public RefusalView? Refusal { get; init; }

    /// <summary>All buckets of all attempts; only with one call.</summary>
    public IReadOnlyDictionary<string, long>? Usage { get; init; }

    /// <summary>The attempts in order; only with one call.</summary>
    public IReadOnlyList<AttemptView>? Attempts { get; init; }

    /// <summary>What guards found; left out when that was nothing, and in lists.</summary>
    public IReadOnlyList<FindingView>? Findings { get; init; }
}
