namespace Tollgate.Core;

/// <summary>Why a provider call was made (CONTRACT 7). Every purpose is reserved and settled alike.</summary>
public enum AttemptPurpose : byte
{
    /// <summary>The first try for a client.</summary>
    Serve,
    /// <summary>Another try after a failure.</summary>
    Retry,
    /// <summary>A second try started before the first failed.</summary>
    Hedge,
    /// <summary>An embedding for the semantic cache.</summary>
    Embed,
    /// <summary>A check of a cached answer.</summary>
    Verify,
    /// <summary>A copy sent to a candidate, whose answer nobody sees.</summary>
    Shadow,
    /// <summary>A health check that costs money.</summary>
    Probe,
}

/// <summary>How an attempt or a request ended.</summary>
public enum CallResult : byte
{
    /// <summary>The provider answered to the end.</summary>
    Completed,
    /// <summary>The gateway refused the call; no upstream byte was sent.</summary>
    Refused,
    /// <summary>The provider answered with an error status.</summary>
    UpstreamError,
    /// <summary>No connection; no upstream byte was sent.</summary>
    ConnectFailed,
    /// <summary>The provider did not answer in time.</summary>
    TimedOut,
    /// <summary>The connection broke or the answer was malformed.</summary>
    Broken,
    /// <summary>The client went away.</summary>
    ClientAborted,
    /// <summary>The gateway ended the stream at its reserve or by a guard.</summary>
    Cut,
    /// <summary>Answered from a cache.</summary>
    CacheHit,
}

/// <summary>What is unusual about a ledger line; several can hold at once.</summary>
[Flags]
public enum LineFlags
{
    /// <summary>Nothing: exact, reported by the provider.</summary>
    None = 0,
    /// <summary>Priced from an estimate: the provider reported no usage.</summary>
    Estimated = 1 << 0,
    /// <summary>Priced at the provider's dearest rates: the model is not listed.</summary>
    AssumedPrice = 1 << 1,
    /// <summary>No rate is known; counted as 0 and only allowed without a hard budget.</summary>
    Unpriced = 1 << 2,
    /// <summary>An error answer without usage, taken as free.</summary>
    AssumedUnbilled = 1 << 3,
    /// <summary>The output limit was lowered to fit a budget.</summary>
    Clamped = 1 << 4,
    /// <summary>The stream was ended by the gateway.</summary>
    Cut = 1 << 5,
    /// <summary>Reported numbers contradict each other; the larger reading was billed.</summary>
    UsageInconsistent = 1 << 6,
    /// <summary>Paid by the client's own subscription; priced at list rates.</summary>
    Notional = 1 << 7,
    /// <summary>Billed later (background, batch).</summary>
    Deferred = 1 << 8,
    /// <summary>The client went away before the end.</summary>
    ClientAborted = 1 << 9,
    /// <summary>The provider's own cost figure differs from ours.</summary>
    CostDisagrees = 1 << 10,
    /// <summary>The bill came out above the reserve (a fault of the bound; counted and alerted).</summary>
    AboveReserve = 1 << 11,
    /// <summary>Answered by the built-in simulated provider: no money is really owed.</summary>
    Simulated = 1 << 12,
    /// <summary>A tag that the caller's team requires is missing.</summary>
    Untagged = 1 << 13,
}

/// <summary>The wire names of <see cref="LineFlags"/>, <see cref="CallResult"/> and <see cref="AttemptPurpose"/>.</summary>
public static class WireNames
{
    private static readonly string[] Results = ["completed", "refused", "upstream_error", "connect_failed", "timed_out", "broken", "client_aborted", "cut", "cache_hit"];
    private static readonly string[] Purposes = ["serve", "retry", "hedge", "embed", "verify", "shadow", "probe"];
    private static readonly string[] Flags =
    [
        "estimated", "assumed_price", "unpriced", "assumed_unbilled", "clamped", "cut", "usage_inconsistent", "notional", "deferred",
        "client_aborted", "cost_disagrees", "above_reserve", "simulated", "untagged",
    ];

    /// <summary>For example "upstream_error".</summary>
    public static string Wire(this CallResult result) => Results[(int)result];

    /// <summary>For example "serve".</summary>
    public static string Wire(this AttemptPurpose purpose) => Purposes[(int)purpose];

    /// <summary>The names of the flags that are set, in a fixed order.</summary>
    public static IReadOnlyList<string> Wire(this LineFlags flags)
    {
        var names = new List<string>();
        for (var i = 0; i < Flags.Length; i++)
        {
            if (((int)flags & (1 << i)) != 0)
            {
                names.Add(Flags[i]);
            }
        }

        return names;
    }
}
