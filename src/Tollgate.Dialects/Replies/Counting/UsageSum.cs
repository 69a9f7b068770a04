using Tollgate.Core;

namespace Tollgate.Dialects.Replies.Counting;

/// <summary>Adds the buckets of turns that a report lists outside its own totals.</summary>
internal static class UsageSum
{
    /// <summary>Adds every bucket.</summary>
    public static void Add(ref TokenUsage usage, in TokenUsage other)
    {
        for (var unit = Unit.Input; (int)unit < Units.Count; unit++)
        {
            usage[unit] += other[unit];
        }
    }
}
