using Tollgate.Callers;
using Tollgate.Core;

namespace Tollgate.Limits;

/// <summary>
/// What the line calls: all limits of a call are charged together or none is. A call refused here consumes nothing.
/// Counters live in memory; a restart begins with empty ones.
/// </summary>
internal sealed class LimitKeeper(LimitOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LimitBook _book = new(options);
    private DateTimeOffset _nextSweep;

    /// <summary>How many counters live.</summary>
    public int Counters
    {
        get
        {
            lock (_lock)
            {
                return _book.Count;
            }
        }
    }

    /// <summary>The same for a call of a caller.</summary>
    public Outcome<LimitPermit> TryEnter(Caller caller, Attribution attribution, string model, string provider, long expectedTokens) =>
        TryEnter(LimitSubject.Of(caller, attribution, model, provider), expectedTokens);

    /// <summary>Counts a call in all of its limits, or says which is reached and when a retry can succeed.</summary>
    public Outcome<LimitPermit> TryEnter(in LimitSubject call, long expectedTokens)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (now >= _nextSweep)
            {
                _book.Sweep(now);
                _nextSweep = now + options.SweepEvery;
            }

            var lane = _book.Lane(call);
            if (lane.Length == 0)
            {
                return LimitPermit.Free;
            }

            var worst = Worst(lane, expectedTokens, now);
            return worst is null ? Enter(lane, expectedTokens, now) : Refuse(lane, worst, expectedTokens, now);
        }
    }

    /// <summary>Puts the rules of the database in force.</summary>
    public void Load(IReadOnlyList<RateLimit> limits)
    {
        lock (_lock)
        {
            _book.Load(limits);
        }
    }

    /// <summary>What the counters of a limit hold now: subject and count.</summary>
    public IReadOnlyList<(string Subject, long Used)> Used(Guid limitId)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var used = new List<(string Subject, long Used)>();
            foreach (var counter in _book.Of(limitId))
            {
                counter.MoveTo(now);
                used.Add((counter.Subject, counter.Used));
            }

            return used;
        }
    }

    /// <summary>How the limits of a subject stand, without counting anything.</summary>
    public IReadOnlyList<(RateLimit Limit, long Used)> Standing(in LimitSubject call)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var standing = new List<(RateLimit Limit, long Used)>();
            foreach (var counter in _book.Lane(call))
            {
                counter.MoveTo(now);
                standing.Add((counter.Limit, counter.Used));
            }

            return standing;
        }
    }

    /// <summary>Replaces a call's expected tokens.</summary>
    internal void Correct(LimitPermit permit, long actualTokens)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            for (var i = 0; i < permit.Counters.Length; i++)
            {
                var counter = permit.Counters[i];
                if (counter.Limit.Unit == LimitUnit.Tokens)
                {
                    counter.MoveTo(now);
                    counter.Correct(permit.Buckets[i], permit.Tokens, actualTokens);
                }
            }

            permit.Tokens = actualTokens;
        }
    }

    /// <summary>Gives a call's parallel units back; a second time changes nothing.</summary>
    internal void Leave(LimitPermit permit)
    {
        lock (_lock)
        {
            if (permit.IsDone)
            {
                return;
            }

            permit.IsDone = true;
            foreach (var counter in permit.Counters)
            {
                counter.Leave();
            }
        }
    }

    /// <summary>The reached limit that takes longest to allow the call; null when all allow it.</summary>
    private static LimitCounter? Worst(LimitCounter[] lane, long expectedTokens, DateTimeOffset now)
    {
        LimitCounter? worst = null;
        var worstAt = DateTimeOffset.MinValue;
        foreach (var counter in lane)
        {
            counter.MoveTo(now);
            var units = counter.Units(expectedTokens);
            if (counter.Allows(units))
            {
                continue;
            }

            var at = counter.AllowsAt(units) ?? (counter.Limit.Unit == LimitUnit.Parallel ? now : DateTimeOffset.MaxValue);
            if (worst is null || at > worstAt)
            {
                (worst, worstAt) = (counter, at);
            }
        }

        return worst;
    }

    private LimitPermit Enter(LimitCounter[] lane, long expectedTokens, DateTimeOffset now)
    {
        var buckets = new long[lane.Length];
        for (var i = 0; i < lane.Length; i++)
        {
            buckets[i] = lane[i].Enter(lane[i].Units(expectedTokens));
        }

        return new LimitPermit(this, lane, buckets, expectedTokens) { RequestFigures = Tightest(lane, LimitUnit.Requests, now), TokenFigures = Tightest(lane, LimitUnit.Tokens, now) };
    }

    private static Refusal Refuse(LimitCounter[] lane, LimitCounter reached, long expectedTokens, DateTimeOffset now) =>
        LimitRefusals.Of(reached, reached.Units(expectedTokens), now) with { RequestFigures = Tightest(lane, LimitUnit.Requests, now), TokenFigures = Tightest(lane, LimitUnit.Tokens, now) };

    private static LimitFigures? Tightest(LimitCounter[] lane, LimitUnit unit, DateTimeOffset now)
    {
        LimitFigures? tightest = null;
        foreach (var counter in lane)
        {
            if (counter.Limit.Unit == unit)
            {
                tightest = Tighter(tightest, counter, now);
            }
        }

        return tightest;
    }

    private static LimitFigures Tighter(LimitFigures? known, LimitCounter counter, DateTimeOffset now)
    {
        var remaining = Math.Max(counter.Limit.Limit - counter.Used, 0);
        return known is { } tightest && tightest.Remaining <= remaining
            ? tightest
            : new LimitFigures(counter.Limit.Limit, remaining, counter.EmptyAt() ?? now);
    }
}
