namespace Tollgate.Dialects.Replies.Counting;

/// <summary>
/// What is left of fresh and cached input while one modality after the other takes its share. Where a provider does not say how much of a
/// modality came from the cache, as much of it as possible counts as fresh, which is dearer.
/// </summary>
internal struct ModalitySplit(long fresh, long cached)
{
    private long _cached = cached;

    /// <summary>Fresh tokens that no modality has taken: text.</summary>
    public long Fresh { get; private set; } = fresh;

    /// <summary>Takes one modality's tokens; false when they exceed what is left.</summary>
    public bool TryTake(long all, long known, out long isFresh, out long isCached)
    {
        var wanted = Math.Max(0, all - known);
        isFresh = Math.Min(wanted, Fresh);
        Fresh -= isFresh;
        var rest = Math.Min(known, all) + wanted - isFresh;
        isCached = Math.Min(rest, _cached);
        _cached -= isCached;
        return known <= all && isCached == rest;
    }
}
