using Tollgate.Telemetry;

namespace Tollgate.Upstreams.Sending;

/// <summary>
/// The calls that are read on after their client went away, so that what they cost is what the provider reports and nothing stays uncertain
/// (docs/decisions/0006). There is room for a number of them; when the gateway stops they have a moment left.
/// </summary>
internal sealed class DrainRoom : IDisposable
{
    /// <summary>How long calls inside may go on once the gateway stops: well within the time that a container has to stop.</summary>
    public static readonly TimeSpan LeftAtStop = TimeSpan.FromSeconds(5);

    private readonly ClientAbortOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private ITimer? _timer;
    private long _inside;
    private long _entered;
    private long _turnedAway;

    /// <summary>An empty room; its numbers are metrics.</summary>
    public DrainRoom(ClientAbortOptions options, TimeProvider time, MetricRegistry metrics)
    {
        _options = options;
        _time = time;
        metrics.Add(new Gauge("tollgate_draining_calls", "Calls that are read on after their client went away.", observe: () => Inside));
        metrics.Add(new ObservedCounter("tollgate_drained_calls_total", "Calls that were read on after their client went away.", MetricScale.One, () => Interlocked.Read(ref _entered)));
        metrics.Add(new ObservedCounter("tollgate_undrained_calls_total", "Calls that were cancelled because too many were being read on.", MetricScale.One, () => Interlocked.Read(ref _turnedAway)));
    }

    /// <summary>How long a call may be read on.</summary>
    public TimeSpan DrainFor => _options.DrainFor;

    /// <summary>Calls inside now.</summary>
    public long Inside => Interlocked.Read(ref _inside);

    /// <summary>Cancelled when calls inside must end because the gateway stops.</summary>
    public CancellationToken Closing => _closing.Token;

    /// <summary>Whether calls of this kind are read on.</summary>
    public bool Takes(bool isHard) => _options.DrainFor > TimeSpan.Zero && (isHard || _options.DrainsAll);

    /// <summary>A call comes in, if there is room; then it must <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inside) > _options.MostDraining)
        {
            Interlocked.Decrement(ref _inside);
            Interlocked.Increment(ref _turnedAway);
            return false;
        }

        Interlocked.Increment(ref _entered);
        return true;
    }

    /// <summary>A call that came in has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref _inside);

    /// <summary>The gateway stops: what is not read to its end in <see cref="LeftAtStop"/> is cancelled, and settled as uncertain.</summary>
    public void Close() =>
        _timer ??= _time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), _closing, LeftAtStop, Timeout.InfiniteTimeSpan);

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _closing.Dispose();
    }
}
