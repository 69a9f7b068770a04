namespace Tollgate.Upstreams.Sending;

/// <summary>
/// The clock of one attempt: first byte, between bytes, total. One timer that looks at what is due, so that a byte costs one write.
/// While nobody waits for the provider (a slow client holds the stream up) only the total runs.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly UpstreamTimeouts _timeouts;
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _caller;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _waitingSince;
    private volatile bool _hasFirstByte;
    private int _fired;

    /// <summary>Starts the clock; the caller's token ends it too.</summary>
    public Deadline(TimeProvider time, UpstreamTimeouts timeouts, CancellationToken ct)
    {
        _time = time;
        _timeouts = timeouts;
        _start = time.GetTimestamp();
        _waitingSince = _start;
        _caller = ct.UnsafeRegister(static state => ((Deadline)state!).Fire(UpstreamFault.Cancelled), this);
        _timer = time.CreateTimer(static state => ((Deadline)state!).Look(), this, Least(timeouts.FirstByte, timeouts.Total), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when something is due.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What was due; <see cref="UpstreamFault.None"/> while nothing is.</summary>
    public UpstreamFault Fired => (UpstreamFault)Volatile.Read(ref _fired);

    /// <summary>Somebody waits for the provider from now on.</summary>
    public void Wait() => Volatile.Write(ref _waitingSince, _time.GetTimestamp());

    /// <summary>Bytes of the answer came.</summary>
    public void Arrived()
    {
        Volatile.Write(ref _waitingSince, 0);
        if (!_hasFirstByte)
        {
            _hasFirstByte = true;
            _timer.Change(Least(_timeouts.BetweenBytes, _timeouts.Total - _time.GetElapsedTime(_start)), Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _caller.Dispose();
        _source.Dispose();
    }

    private void Look()
    {
        var total = _timeouts.Total - _time.GetElapsedTime(_start);
        if (total <= TimeSpan.Zero)
        {
            Fire(UpstreamFault.TotalTimeout);
            return;
        }

        var left = Left();
        if (left <= TimeSpan.Zero)
        {
            Fire(_hasFirstByte ? UpstreamFault.StallTimeout : UpstreamFault.FirstByteTimeout);
            return;
        }

        _timer.Change(Least(left, total), Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Left()
    {
        if (!_hasFirstByte)
        {
            return _timeouts.FirstByte - _time.GetElapsedTime(_start);
        }

        var since = Volatile.Read(ref _waitingSince);
        return since == 0 ? _timeouts.BetweenBytes : _timeouts.BetweenBytes - _time.GetElapsedTime(since);
    }

    private void Fire(UpstreamFault fault)
    {
        if (Interlocked.CompareExchange(ref _fired, (int)fault, 0) != 0)
        {
            return;
        }

        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended in the same moment.
        }
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => Positive(left < right ? left : right);

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(1);
}
