namespace Tollgate.Limits;

/// <summary>
/// Counts what happened in the last minute, hour or day in 60 sub-buckets. A bucket counts until all of it is older than the window,
/// so the count is never below the true one and nothing is over-admitted; it is above by at most one bucket's worth.
/// </summary>
internal sealed class SlidingWindow(TimeSpan length)
{
    /// <summary>Sub-buckets of a window.</summary>
    public const int Parts = 60;

    private readonly long _width = length.Ticks / Parts;
    private readonly long[] _counts = new long[Parts + 1];
    private long _newest = long.MinValue;

    /// <summary>What is counted now.</summary>
    public long Used { get; private set; }

    /// <summary>Drops what is too old.</summary>
    public void MoveTo(DateTimeOffset now)
    {
        var bucket = now.UtcTicks / _width;
        if (bucket <= _newest)
        {
            return;
        }

        var fresh = _newest == long.MinValue ? _counts.Length : (int)Math.Min(bucket - _newest, _counts.Length);
        for (var i = 0; i < fresh; i++)
        {
            var index = Index(bucket - i);
            Used -= _counts[index];
            _counts[index] = 0;
        }

        _newest = bucket;
    }

    /// <summary>Adds to the newest bucket. The answer is the bucket, to take from it later.</summary>
    public long Add(long amount)
    {
        _counts[Index(_newest)] += amount;
        Used += amount;
        return _newest;
    }

    /// <summary>Takes back what was added to a bucket, if it still counts.</summary>
    public void TakeBack(long bucket, long amount)
    {
        if (bucket <= _newest - _counts.Length)
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
        for (var bucket = _newest - Parts; left > used && bucket <= _newest; bucket++)
        {
            left -= _counts[Index(bucket)];
            if (left <= used)
            {
                return new DateTimeOffset((bucket + _counts.Length) * _width, TimeSpan.Zero);
            }
        }

        return null;
    }

    private int Index(long bucket) => (int)(bucket % _counts.Length);
}
