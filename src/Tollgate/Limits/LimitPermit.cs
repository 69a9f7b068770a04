using Tollgate.Core;

namespace Tollgate.Limits;

/// <summary>A call's way through its limits. Disposed when the call ends, which gives its parallel units back.</summary>
internal sealed class LimitPermit : IDisposable
{
    /// <summary>No limit counts the call.</summary>
    public static readonly LimitPermit Free = new(null, [], [], 0);

    private readonly LimitKeeper? _keeper;

    /// <summary>Made by the keeper, under its lock.</summary>
    internal LimitPermit(LimitKeeper? keeper, LimitCounter[] counters, long[] buckets, long expectedTokens)
    {
        _keeper = keeper;
        Counters = counters;
        Buckets = buckets;
        Tokens = expectedTokens;
    }

    /// <summary>The tightest limit on requests; null when there is none.</summary>
    public LimitFigures? RequestFigures { get; init; }

    /// <summary>The tightest limit on tokens; null when there is none.</summary>
    public LimitFigures? TokenFigures { get; init; }

    /// <summary>The counters it was counted in.</summary>
    internal LimitCounter[] Counters { get; }

    /// <summary>Where each counted it.</summary>
    internal long[] Buckets { get; }

    /// <summary>The tokens that are counted for the call now.</summary>
    internal long Tokens { get; set; }

    /// <summary>Whether the parallel units went back.</summary>
    internal bool IsDone { get; set; }

    /// <summary>Replaces the expected tokens by the true ones; what is missing is debt of the next calls.</summary>
    public void Correct(long actualTokens) => _keeper?.Correct(this, actualTokens);

    /// <summary>A later step refused the call: its tokens and its parallel unit go back, its request stays counted.</summary>
    public void RefundAfterRefusal()
    {
        _keeper?.Correct(this, 0);
        _keeper?.Leave(this);
    }

    /// <summary>Nobody waits for the call any more: its parallel units go back, although the provider's answer may still be read.</summary>
    public void Leave() => _keeper?.Leave(this);

    /// <summary>The call has ended.</summary>
    public void Dispose() => Leave();
}
