namespace Tollgate.Cli.Exec;

/// <summary>The terminal that this process was started from, if any.</summary>
internal static class Terminal
{
    /// <summary>Whether there is one: its Ctrl+C reaches the program as well as this process, and must not be passed on a second time.</summary>
    public static bool IsOurs { get; } = CanOpen("/dev/tty");

    /// <summary>Whether standard error is one that understands titles.</summary>
    public static bool ShowsTitles => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } kind && kind != "dumb";

    private static bool CanOpen(string device)
    {
        try
        {
            using var opened = new FileStream(device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
