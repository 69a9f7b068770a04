namespace Tollgate.TestKit;

/// <summary>A clock that stands still until a test moves it; timers fire when it passes them.</summary>
public sealed class HeldClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<HeldTimer> timers = [];
    private DateTimeOffset now;

    public HeldClock()
        : this(new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero))
    {
    }

    public HeldClock(DateTimeOffset start) => now = start.ToUniversalTime();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves forward and fires the timers that are due, in order of their times.</summary>
    public void Advance(TimeSpan by) => Set(GetUtcNow() + by);

    /// <summary>Sets the time; timers fire only on the way forward.</summary>
    public void Set(DateTimeOffset to)
    {
        while (Due(to) is { } timer)
        {
            timer.Fire();
        }

        lock (gate)
        {
            now = to.ToUniversalTime();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HeldTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private HeldTimer? Due(DateTimeOffset to)
    {
        lock (gate)
        {
            var first = timers.Where(timer => timer.DueAt <= to).MinBy(timer => timer.DueAt);
            if (first is null)
            {
                return null;
            }

            now = first.DueAt > now ? first.DueAt : now;
            if (first.Period > TimeSpan.Zero)
            {
                first.DueAt += first.Period;
            }
            else
            {
                timers.Remove(first);
            }

            return first;
        }
    }

    private sealed class HeldTimer(HeldClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isDueNow = dueTime == TimeSpan.Zero;
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                if (dueTime != Timeout.InfiniteTimeSpan && (!isDueNow || Period > TimeSpan.Zero))
                {
                    DueAt = clock.now + (isDueNow ? Period : dueTime);
                    clock.timers.Add(this);
                }
            }

            if (isDueNow)
            {
                Fire();
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
