using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tollgate.Cli.Exec;

/// <summary>Sends a signal to a process; .NET itself can only kill.</summary>
internal static class ProcessSignal
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Terminate = 15;

    /// <summary>Sends it; a process that is gone already is no fault. Without POSIX signals the process is killed.</summary>
    public static void Send(Process process, PosixSignal signal)
    {
        if (process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
            return;
        }

        _ = kill(process.Id, Number(signal));
    }

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => Hangup,
        PosixSignal.SIGINT => Interrupt,
        PosixSignal.SIGQUIT => Quit,
        _ => Terminate,
    };

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int id, int signal);
}
