using Tollgate.Core;

namespace Tollgate.Guards.Loops;

/// <summary>From when on calls are a loop.</summary>
/// <param name="SameCalls">So many identical calls of a session (of a key without one) within the time; the last of them is the first that is refused.</param>
/// <param name="Errors">So many calls within the time that failed, with none between them that did not.</param>
/// <param name="Spend">More than this within the time; null for no such bound.</param>
/// <param name="Within">The time.</param>
internal sealed record LoopBounds(int SameCalls, int Errors, Money? Spend, TimeSpan Within)
{
    /// <summary>What holds where no rule says otherwise.</summary>
    public static readonly LoopBounds Usual = new(5, 25, null, TimeSpan.FromMinutes(1));
}
