namespace Tollgate.Pricing.Expectations;

/// <summary>The last values of something, whole numbers above or equal to 0: medians of them are what calls usually do, whatever single calls did.</summary>
internal sealed class Recent
{
    /// <summary>How many are kept. An odd number has a middle.</summary>
    public const int Most = 101;

    /// <summary>Shares are kept in millionths.</summary>
    public const long Whole = 1_000_000;

    private readonly int[] _values = new int[Most];
    private int _next;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a value; the oldest goes.</summary>
    public void Add(long value)
    {
        _values[_next] = (int)Math.Clamp(value, 0, int.MaxValue);
        _next = (_next + 1) % Most;
        Count = Math.Min(Count + 1, Most);
    }

    /// <summary>Adds a part of a whole.</summary>
    public void AddShare(long part, long whole)
    {
        if (whole > 0 && part >= 0)
        {
            Add((long)Math.Min(int.MaxValue, (decimal)part * Whole / whole));
        }
    }

    /// <summary>The usual part of a whole; <paramref name="otherwise"/> while nothing is known.</summary>
    public long Of(long whole, long otherwise) => Count == 0 ? otherwise : (long)((decimal)whole * Median() / Whole);

    /// <summary>The value in the middle.</summary>
    public int Median()
    {
        var sorted = Sorted();
        return sorted[sorted.Length / 2];
    }

    /// <summary>
    /// The value from which half of the others are the least far, in parts of themselves. Where values lie far apart, as lengths of answers do, it lies
    /// where most of them are; the median would be right about as often, and further off.
    /// </summary>
    public int Nearest()
    {
        var sorted = Sorted();
        var (best, least) = (sorted[0], long.MaxValue);
        for (var i = 0; i < sorted.Length; i++)
        {
            var error = MedianError(sorted, i);
            if (error < least)
            {
                (best, least) = (sorted[i], error);
            }
        }

        return best;
    }

    /// <summary>The values, the oldest first.</summary>
    public int[] ToArray() => Count < Most ? _values[..Count] : [.. _values[_next..], .. _values[.._next]];

    /// <summary>Puts older values before those that are here already.</summary>
    public void Recall(IReadOnlyList<int> older)
    {
        var later = ToArray();
        (Count, _next) = (0, 0);
        foreach (var value in older.Concat(later))
        {
            Add(value);
        }
    }

    /// <summary>How far half of the values are from one of them: they are sorted, so the next nearest is on the left or on the right of those taken.</summary>
    private static long MedianError(int[] sorted, int at)
    {
        var (left, right, error) = (at, at + 1, 0L);
        for (var taken = 0; taken <= sorted.Length / 2; taken++)
        {
            var onTheLeft = left < 0 ? long.MaxValue : Error(sorted[at], sorted[left]);
            var onTheRight = right == sorted.Length ? long.MaxValue : Error(sorted[at], sorted[right]);
            error = Math.Min(onTheLeft, onTheRight);
            _ = onTheLeft <= onTheRight ? left-- : right++;
        }

        return error;
    }

    private static long Error(long guess, long value) => Math.Abs(guess - value) * Whole / Math.Max(1, value);

    private int[] Sorted()
    {
        var sorted = _values[..Count];
        Array.Sort(sorted);
        return sorted;
    }
}
