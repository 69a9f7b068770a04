using System.Globalization;
using Tollgate.Core;

namespace Tollgate.Limits;

/// <summary>The sentences of refused calls: which limit, how much of how much, when a retry can succeed.</summary>
internal static class LimitRefusals
{
    private const string Step = "limit";
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ParallelRetry = TimeSpan.FromSeconds(1);

    /// <summary>A limit is reached.</summary>
    public static Refusal Of(LimitCounter counter, long units, DateTimeOffset now)
    {
        var limit = counter.Limit;
        var refusal = new Refusal(RefusalCode.RateLimited, Message(counter, units)) { Step = Step, Rule = limit.Name, Contact = limit.Contact };
        if (limit.Unit == LimitUnit.Parallel)
        {
            return refusal with { RetryAfter = ParallelRetry, Help = "Retry when one of them has ended." };
        }

        if (counter.AllowsAt(units) is not { } at)
        {
            return refusal with { Help = "One call alone is larger than the limit: send less, or ask for a higher limit." };
        }

        // Whole seconds, rounded up: a retry after them succeeds if nobody else took the room.
        var wait = TimeSpan.FromSeconds(Math.Max(Math.Ceiling((at - now).TotalSeconds), 1));
        return refusal with
        {
            RetryAfter = wait <= LongestRetry ? wait : null,
            ResetsAt = at,
            Help = $"There is room again at {at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC.",
        };
    }

    private static string Message(LimitCounter counter, long units)
    {
        var limit = counter.Limit;
        var unit = limit.Unit == LimitUnit.Parallel ? "calls at once" : $"{limit.Unit.ToString().ToLowerInvariant()} per {limit.Per.ToString().ToLowerInvariant()}";
        return limit.Unit == LimitUnit.Tokens
            ? string.Create(CultureInfo.InvariantCulture, $"Limit '{limit.Name}' is reached: {counter.Used} of {limit.Limit} {unit} are counted, and this call may take {units}.")
            : string.Create(CultureInfo.InvariantCulture, $"Limit '{limit.Name}' is reached: {counter.Used} of {limit.Limit} {unit}.");
    }
}
