using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tollgate.Ledger.Journals;

/// <summary>
/// Forces a file's bytes to the disk. On Linux without its times, which nobody reads back and which cost a write of their own; what is needed
/// to find the bytes again (length, allocation) is forced with them (fdatasync, POSIX.1-2008).
/// </summary>
internal static class DataSync
{
    private const int Interrupted = 4;

    /// <summary>Returns when the disk has the bytes.</summary>
    /// <exception cref="IOException">It does not take them.</exception>
    public static void Force(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(handle);
            return;
        }

        while (ForceData(handle) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted)
            {
                throw new IOException($"The disk does not take what was written: {Marshal.GetPInvokeErrorMessage(error)}.");
            }
        }
    }

    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ForceData(SafeFileHandle handle);
}
