using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tollgate.Load;

/// <summary>
/// User and system time of another process in nanoseconds, from its own clock (clock_getcpuclockid(3): the clock's number is made of the process id).
/// The figures under /proc come in ticks of 10 ms, a few microseconds of a call.
/// </summary>
internal static class ProcessClock
{
    /// <summary>The kernel's CPUCLOCK_SCHED: what the scheduler has counted, threads that ended included.</summary>
    private const int Scheduled = 2;

    /// <summary>What a process has used so far.</summary>
    public static TimeSpan Read(int processId)
    {
        if (clock_gettime((~processId << 3) | Scheduled, out var time) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0);
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int clock_gettime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
