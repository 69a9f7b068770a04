using System.Runtime;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Tollgate.Hosting.Memory;

/// <summary>
/// Gives memory back that a burst left behind: the managed heap when there is little to do (<see cref="MemoryPlan"/>), and the C library's free
/// pages at every look, which compiling at run time and the database leave in the arenas of their threads.
/// </summary>
internal sealed class MemoryKeeper(TimeProvider time, ILogger<MemoryKeeper> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly MemoryPlan _plan = new();

    /// <summary>Looks every quarter of a minute until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
    }

    /// <summary>One look; gives back what there is to give.</summary>
    public void Look()
    {
        var before = Now();
        if (_plan.Decide(before))
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var after = Now();
            _plan.Collected(before.Committed, after);
            HostingLog.HeapGivenBack(log, before.Committed >> 20, after.Committed >> 20);
        }

        if (OperatingSystem.IsLinux())
        {
            TrimNative();
        }
    }

    private static MemoryLook Now() => new(GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes, GC.GetTotalAllocatedBytes());

    /// <summary>A C library without this call (musl) gives memory back by itself.</summary>
    private static void TrimNative()
    {
        try
        {
            _ = Trim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Nothing to do there.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint pad);
}
