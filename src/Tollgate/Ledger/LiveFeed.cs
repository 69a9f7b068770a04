namespace Tollgate.Ledger;

/// <summary>
/// Broadcasts what happens to whoever listens now. Costs one read while nobody does and nobody did a moment ago: the last events are kept
/// for a listener that comes back and says which one it saw last.
/// </summary>
internal sealed class LiveFeed(TimeProvider time)
{
    /// <summary>How many events a listener that comes back can catch up on.</summary>
    public const int Kept = 512;

    /// <summary>How long a listener may be away before events are no longer kept for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<LiveEvent> _recent = new();
    private readonly long _run = time.GetUtcNow().ToUnixTimeMilliseconds();
    private LiveSubscription[] _listeners = [];
    private long _number;
    private long _keepUntil = long.MinValue;

    /// <summary>Whether an event is worth writing.</summary>
    public bool HasListeners => Volatile.Read(ref _listeners).Length > 0 || time.GetTimestamp() < Volatile.Read(ref _keepUntil);

    /// <summary>Starts listening; to all organizations when none is given.</summary>
    /// <param name="organizationId">Whose events.</param>
    /// <param name="lastSeen">The id of the last event that the listener saw: what happened since comes first, as far as it is kept.</param>
    public LiveSubscription Subscribe(Guid? organizationId, string? lastSeen = null)
    {
        var listener = new LiveSubscription(this, organizationId);
        lock (_gate)
        {
            Resume(listener, lastSeen);
            Volatile.Write(ref _listeners, [.. _listeners, listener]);
        }

        return listener;
    }

    /// <summary>Hands an event to every listener; never waits.</summary>
    public void Publish(LiveEvent happened)
    {
        lock (_gate)
        {
            var numbered = happened with { Id = $"{_run}-{++_number}", Number = _number };
            _recent.Enqueue(numbered);
            if (_recent.Count > Kept)
            {
                _recent.Dequeue();
            }

            foreach (var listener in _listeners)
            {
                listener.Offer(numbered);
            }
        }
    }

    /// <summary>Stops listening.</summary>
    public void Leave(LiveSubscription listener)
    {
        lock (_gate)
        {
            Volatile.Write(ref _listeners, [.. _listeners.Where(other => !ReferenceEquals(other, listener))]);
            Volatile.Write(ref _keepUntil, time.GetTimestamp() + (long)(Patience.TotalSeconds * time.TimestampFrequency));
        }
    }

    /// <summary>Ends all subscriptions: the gateway stops, and open feeds would hold it up.</summary>
    public void Close()
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            listener.Dispose();
        }
    }

    private void Resume(LiveSubscription listener, string? lastSeen)
    {
        var prefix = $"{_run}-";
        if (lastSeen is null || !lastSeen.StartsWith(prefix, StringComparison.Ordinal) || !long.TryParse(lastSeen.AsSpan(prefix.Length), out var seen))
        {
            return;
        }

        var oldest = _recent.TryPeek(out var first) ? first.Number : _number + 1;
        listener.Miss(Math.Max(0, oldest - seen - 1));
        foreach (var happened in _recent)
        {
            if (happened.Number > seen)
            {
                listener.Offer(happened);
            }
        }
    }
}
