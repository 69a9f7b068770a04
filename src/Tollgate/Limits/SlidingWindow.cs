namespace Tollgate.Limits;

/// <summary>
/// Counts what happened in the last minute, hour or day in 60 sub-buckets. A bucket counts until the last thing in it is older than the
/// window, so the count is never below the true one and nothing is over-admitted; it is above by at most one bucket's worth.
/// </summary>
internal sealed class SlidingWindow(TimeSpan length)
{
    /// <summary>Sub-buckets of a window.</summary>
    public const int Parts = 60;

    // One more than the parts: the oldest bucket that counts may be cut by the window's edge.
    private readonly long[] _counts = new long[Parts + 1];
    private readonly long[] _lastAt = new long[Parts + 1];
    private readonly long _length = length.Ticks;
    private readonly long _width = length.Ticks / Parts;
    private long _oldest;
    private long _newest = -1;
    private long _now;

    /// <summary>What is counted now.</summary>
    public long Used { get; private set; }

    /// <summary>Drops what is too old.</summary>
    public void MoveTo(DateTimeOffset now)
    {
        // A clock that is set back must not bring anything back.
        _now = Math.Max(_now, now.UtcTicks);
        var bucket = _now / _width;
        if (bucket - _oldest >= _counts.Length)
        {
            DropUpTo(bucket - Parts);
        }

        while (_oldest < bucket && _lastAt[Index(_oldest)] + _length <= _now)
        {
            DropUpTo(_oldest + 1);
        }

        _newest = bucket;
    }

    /// <summary>Adds to the newest bucket. The answer is the bucket, to take from it later.</summary>
    public long Add(long amount)
    {
        var index = Index(_newest);
        _counts[index] += amount;
        _lastAt[index] = _now;
        Used += amount;
        return _newest;
    }

    /// <summary>Takes back what was added to a bucket, if it still counts.</summary>
    public void TakeBack(long bucket, long amount)
    {
        if (bucket < _oldest)
        {
            return;
        }

        var index = Index(bucket);
        var back = Math.Min(amount, _counts[index]);
        _counts[index] -= back;
        Used -= back;
    }

    /// <summary>When at most <paramref name="used"/> will still be counted, if nothing is added; null when it already is so.</summary>
    public DateTimeOffset? FallsTo(long used)
    {
        var left = Used;
        for (var bucket = _oldest; left > used && bucket <= _newest; bucket++)
        {
            left -= _counts[Index(bucket)];
            if (left <= used)
            {
                return new DateTimeOffset(_lastAt[Index(bucket)] + _length, TimeSpan.Zero);
            }
        }

        return null;
    }

    /// <summary>Empties every bucket before one.</summary>
    private void DropUpTo(long bucket)
    {
        for (var drop = Math.Max(_oldest, bucket - _counts.Length); drop < bucket; drop++)
        {
            var index = Index(drop);
            Used -= _counts[index];
            (_counts[index], _lastAt[index]) = (0, 0);
        }

        _oldest = bucket;
    }

    private int Index(long bucket) => (int)(bucket % _counts.Length);
}
