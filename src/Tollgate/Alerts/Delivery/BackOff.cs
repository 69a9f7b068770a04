namespace Tollgate.Alerts.Delivery;

/// <summary>How long to wait after a failed attempt: doubling, between half and the whole of it by chance, so that many do not come back at once.</summary>
internal sealed class BackOff(AlertOptions options, Random random)
{
    private const int MostDoublings = 30;
    private readonly Lock _gate = new();

    /// <summary>The delay after so many attempts; never shorter than the receiver asked for.</summary>
    public TimeSpan After(int attempts, TimeSpan? asked)
    {
        var whole = options.RetryAfter.Ticks * (double)(1L << Math.Min(attempts - 1, MostDoublings));
        var capped = Math.Min(whole, options.LongestRetry.Ticks);
        var delay = TimeSpan.FromTicks((long)(capped * (0.5 + (Draw() / 2))));
        return asked > delay ? asked.Value : delay;
    }

    private double Draw()
    {
        lock (_gate)
        {
            return random.NextDouble();
        }
    }
}
