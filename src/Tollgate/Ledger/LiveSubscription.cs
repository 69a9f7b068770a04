using System.Threading.Channels;

namespace Tollgate.Ledger;

/// <summary>One listener to the live feed. A slow one loses events, which are counted; nobody waits for it.</summary>
internal sealed class LiveSubscription : IDisposable
{
    private const int Waiting = 256;

    private readonly LiveFeed _feed;
    private readonly Guid? _organizationId;
    private readonly Channel<LiveEvent> _events;
    private long _dropped;

    /// <param name="feed">Where it listens.</param>
    /// <param name="organizationId">Whose events; null for all.</param>
    public LiveSubscription(LiveFeed feed, Guid? organizationId)
    {
        _feed = feed;
        _organizationId = organizationId;
        var options = new BoundedChannelOptions(Waiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest };
        _events = Channel.CreateBounded<LiveEvent>(options, _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>The events as they come.</summary>
    public ChannelReader<LiveEvent> Events => _events.Reader;

    /// <summary>How many events were lost because they were not read in time; asking sets it back.</summary>
    public long TakeDropped() => Interlocked.Exchange(ref _dropped, 0);

    /// <summary>Counts events that are gone: a listener that comes back too late is told.</summary>
    public void Miss(long events) => Interlocked.Add(ref _dropped, events);

    /// <summary>Hands an event over, if it is for this listener.</summary>
    public void Offer(LiveEvent happened)
    {
        if (_organizationId is null || _organizationId == happened.OrganizationId)
        {
            _ = _events.Writer.TryWrite(happened);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _feed.Leave(this);
        _events.Writer.TryComplete();
    }
}
