namespace Tollgate.Ledger;

/// <summary>Broadcasts what happens to whoever listens now. Costs one read while nobody does.</summary>
internal sealed class LiveFeed
{
    private readonly Lock _gate = new();
    private LiveSubscription[] _listeners = [];

    /// <summary>Whether an event is worth writing.</summary>
    public bool HasListeners => Volatile.Read(ref _listeners).Length > 0;

    /// <summary>Starts listening; to all organizations when none is given.</summary>
    public LiveSubscription Subscribe(Guid? organizationId)
    {
        var listener = new LiveSubscription(this, organizationId);
        lock (_gate)
        {
            Volatile.Write(ref _listeners, [.. _listeners, listener]);
        }

        return listener;
    }

    /// <summary>Hands an event to every listener; never waits.</summary>
    public void Publish(LiveEvent happened)
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            listener.Offer(happened);
        }
    }

    /// <summary>Stops listening.</summary>
    public void Leave(LiveSubscription listener)
    {
        lock (_gate)
        {
            Volatile.Write(ref _listeners, [.. _listeners.Where(other => !ReferenceEquals(other, listener))]);
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
}
