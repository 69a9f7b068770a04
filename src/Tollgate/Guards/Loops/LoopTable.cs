namespace Tollgate.Guards.Loops;

/// <summary>
/// Sums over a time, for more keys than anybody should have, in memory of one size: of four that meet in a place the one that began first makes
/// room. Nothing is allocated after the start.
/// </summary>
internal sealed class LoopTable
{
    private const int Ways = 4;
    private const int Sets = 2048;
    private const int Gates = 64;
    private readonly Slot[] _slots = new Slot[Ways * Sets];
    private readonly Lock[] _gates = [.. Enumerable.Range(0, Gates).Select(_ => new Lock())];

    /// <summary>Adds to a key's sum, which begins anew when its time is over; the sum, and when its time began.</summary>
    public (long Sum, long Began) Add(ulong key, long amount, long now, long within)
    {
        var set = (int)(key % Sets);
        lock (_gates[set % Gates])
        {
            ref var slot = ref Find(key, set);
            if (slot.Key != key || now - slot.Began >= within)
            {
                slot = new Slot { Key = key, Began = now };
            }

            slot.Sum = Math.Max(slot.Sum, slot.Sum + amount);
            return (slot.Sum, slot.Began);
        }
    }

    /// <summary>A key's sum; nothing is begun.</summary>
    public (long Sum, long Began) Read(ulong key, long now, long within)
    {
        var set = (int)(key % Sets);
        lock (_gates[set % Gates])
        {
            ref var slot = ref Find(key, set);
            return slot.Key == key && now - slot.Began < within ? (slot.Sum, slot.Began) : (0, now);
        }
    }

    /// <summary>A key's sum is nothing.</summary>
    public void Clear(ulong key)
    {
        var set = (int)(key % Sets);
        lock (_gates[set % Gates])
        {
            foreach (ref var slot in _slots.AsSpan(set * Ways, Ways))
            {
                if (slot.Key == key)
                {
                    slot = default;
                }
            }
        }
    }

    /// <summary>The key's own place, else one that is free or the one that began first.</summary>
    private ref Slot Find(ulong key, int set)
    {
        var span = _slots.AsSpan(set * Ways, Ways);
        var oldest = 0;
        for (var way = 0; way < Ways; way++)
        {
            if (span[way].Key == key)
            {
                return ref span[way];
            }

            oldest = span[way].Began < span[oldest].Began ? way : oldest;
        }

        return ref span[oldest];
    }

    private struct Slot
    {
        public ulong Key;
        public long Began;
        public long Sum;
    }
}
