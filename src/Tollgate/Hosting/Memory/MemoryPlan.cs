namespace Tollgate.Hosting.Memory;

/// <summary>
/// Decides when the heap is given back. A burst of large answers leaves a heap of gigabytes that nobody uses, and the runtime gives nothing back
/// while little is allocated, for then it does not collect. So: when little was allocated since the last look and much is held, collect and give
/// back, once more while it still helps (pooled arrays are let go only at a later collection), and not again before the heap has grown.
/// </summary>
internal sealed class MemoryPlan
{
    /// <summary>A heap up to this many bytes is left alone.</summary>
    public const long Small = 96L << 20;

    /// <summary>More than this many bytes allocated between two looks is work, and a collection would hold it up.</summary>
    public const long Busy = 16L << 20;

    /// <summary>A collection that gives back less than this many bytes did not help.</summary>
    public const long Worth = 8L << 20;

    /// <summary>So many collections in a row may give back nothing: arrays in pools grow old before they are let go.</summary>
    public const int Vain = 8;

    private long _allocated;
    private long _held;
    private int _vain;

    /// <summary>Whether to collect now.</summary>
    public bool Decide(MemoryLook look)
    {
        var isIdle = look.Allocated - _allocated < Busy;
        _allocated = look.Allocated;
        if (look.Committed <= Small)
        {
            _held = 0;
            _vain = 0;
            return false;
        }

        if (look.Committed > _held + Worth)
        {
            _vain = 0;
        }

        return isIdle && _vain < Vain;
    }

    /// <summary>Takes note of what a collection left.</summary>
    public void Collected(long before, MemoryLook after)
    {
        _vain = before - after.Committed < Worth ? _vain + 1 : 0;
        _held = after.Committed;
        _allocated = after.Allocated;
    }
}
