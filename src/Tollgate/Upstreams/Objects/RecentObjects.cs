using System.Collections.Concurrent;

namespace Tollgate.Upstreams.Objects;

/// <summary>The objects used last, in two generations: when the young one is full it becomes the old one. Bounded, and cheap to keep.</summary>
internal sealed class RecentObjects(int perGeneration)
{
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<(string Provider, string ObjectId), ProviderObject> _young = new();
    private volatile ConcurrentDictionary<(string Provider, string ObjectId), ProviderObject> _old = new();

    /// <summary>The object of an id, if it was used lately.</summary>
    public ProviderObject? Find(string provider, string objectId)
    {
        if (_young.TryGetValue((provider, objectId), out var found))
        {
            return found;
        }

        return _old.TryGetValue((provider, objectId), out found) ? Add(found) : null;
    }

    /// <summary>Remembers an object; the one that was there first stays.</summary>
    public ProviderObject Add(ProviderObject item)
    {
        var id = (item.Provider, item.ObjectId);
        if (_old.TryGetValue(id, out var earlier))
        {
            item = earlier;
        }

        var kept = _young.GetOrAdd(id, item);
        if (_young.Count >= perGeneration)
        {
            Turn();
        }

        return kept;
    }

    private void Turn()
    {
        lock (_gate)
        {
            if (_young.Count >= perGeneration)
            {
                (_old, _young) = (_young, new());
            }
        }
    }
}
