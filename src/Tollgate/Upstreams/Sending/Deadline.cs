namespace Tollgate.Upstreams.Sending;

/// <summary>
/// The clock of one attempt: first byte, between bytes, total. One timer that looks at what is due, so that a byte costs one write.
/// While nobody waits for the provider (a slow client holds the stream up) only the total runs.
/// When the client goes away the attempt ends, or goes on for a while without it.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly UpstreamTimeouts _timeouts;
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _caller;
    private readonly Lock _gate = new();
    private readonly UpstreamCall _call;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _waitingSince;
    private volatile bool _hasFirstByte;
    private int _fired;
    private volatile bool _clientLeft;
    private DrainRoom? _drain;
    private ITimer? _drainTimer;
    private CancellationTokenRegistration _drainClosing;

    /// <summary>Starts the clock; the caller's token says that the client went away.</summary>
    public Deadline(TimeProvider time, UpstreamTimeouts timeouts, UpstreamCall call, CancellationToken ct)
    {
        _time = time;
        _timeouts = timeouts;
        _call = call;
        _start = time.GetTimestamp();
        _waitingSince = _start;
        _caller = ct.UnsafeRegister(static state => ((Deadline)state!).Abandon(), this);
        _timer = time.CreateTimer(static state => ((Deadline)state!).Look(), this, Least(timeouts.FirstByte, timeouts.Total), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when something is due.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What was due; <see cref="UpstreamFault.None"/> while nothing is.</summary>
    public UpstreamFault Fired => (UpstreamFault)Volatile.Read(ref _fired);

    /// <summary>Whether the client went away.</summary>
    public bool ClientLeft => _clientLeft;

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

    /// <summary>The client went away: the attempt goes on for a while, or is cancelled now. Asked twice, the answer is the same.</summary>
    public bool Abandon()
    {
        lock (_gate)
        {
            if (_clientLeft)
            {
                return _drain is not null;
            }

            _drain = _call.TryDrain() ? _call.Drain : null;
            _clientLeft = true;
        }

        if (_drain is not { } room)
        {
            Fire(UpstreamFault.Cancelled);
            return false;
        }

        _drainTimer = _time.CreateTimer(static state => ((Deadline)state!).Fire(UpstreamFault.Cancelled), this, room.DrainFor, Timeout.InfiniteTimeSpan);
        _drainClosing = room.Closing.UnsafeRegister(static state => ((Deadline)state!).Fire(UpstreamFault.Cancelled), this);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // First: it waits for an Abandon that is under way.
        _caller.Dispose();
        _drainClosing.Dispose();
        _drainTimer?.Dispose();
        _timer.Dispose();
        _source.Dispose();
        _drain?.Leave();
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
