using System.Runtime.CompilerServices;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Grounding queries per candidate. Chunks repeat the list, so the longest one of a candidate counts.</summary>
internal struct GroundingTally
{
    private const int Candidates = 16;

    private Counts _counts;

    /// <summary>All queries.</summary>
    public readonly long Queries
    {
        get
        {
            var sum = 0L;
            foreach (var count in _counts)
            {
                sum += count;
            }

            return sum;
        }
    }

    /// <summary>One candidate's list, as long as it is in this event.</summary>
    public void Report(int candidate, int queries)
    {
        ref var count = ref _counts[Math.Clamp(candidate, 0, Candidates - 1)];
        count = Math.Max(count, queries);
    }

    [InlineArray(Candidates)]
    private struct Counts
    {
        private long _first;
    }
}
