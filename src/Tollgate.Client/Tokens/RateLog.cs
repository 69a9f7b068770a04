namespace Tollgate.Client.Tokens;

/// <summary>
/// When how many tokens were counted, for sums over a window. Each update is an entry of its own, so sums are exact however many fall into a window;
/// past a large number the two oldest become one at the later time, so that what is old counts too long rather than not at all.
/// </summary>
internal sealed class RateLog
{
    private const int Most = 65_536;

    private readonly Queue<(long Ticks, long Tokens)> _entries = new();
    private (long Ticks, long Tokens)? _oldest;

    /// <summary>Adds tokens at a time, not before the last one.</summary>
    public void Add(long ticks, long tokens)
    {
        _entries.Enqueue((ticks, tokens));
        if (_entries.Count <= Most)
        {
            return;
        }

        var next = _entries.Dequeue();
        _oldest = (next.Ticks, checked(next.Tokens + (_oldest?.Tokens ?? 0)));
    }

    /// <summary>Tokens counted after a time.</summary>
    public long Since(long ticks)
    {
        var sum = _oldest is { } oldest && oldest.Ticks > ticks ? oldest.Tokens : 0;
        foreach (var entry in _entries)
        {
            sum = entry.Ticks > ticks ? checked(sum + entry.Tokens) : sum;
        }

        return sum;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _entries.Clear();
        _oldest = null;
    }
}
