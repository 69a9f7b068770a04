namespace Tollgate.Tests.Pricing;

/// <summary>What an action allocates on this thread once it runs as compiled: the least of several rounds, for the runtime's own work falls into some.</summary>
internal static class Allocated
{
    public static long Least(Action action)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                action();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
