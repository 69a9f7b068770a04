using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Kills;

/// <summary>A data folder in which nothing can be made or deleted; what is open stays open.</summary>
internal static class ReadOnlyFolder
{
    private const UnixFileMode Closed = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    /// <summary>The superuser may write anywhere, so its gateway runs without that right.</summary>
    public static Task Prepare(GatewaySetup setup)
    {
        setup.Before = System.Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--"] : [];
        return Task.CompletedTask;
    }

    /// <summary>Closes it.</summary>
    public static void Close(string folder) => Set(folder, Closed);

    /// <summary>Opens it again.</summary>
    public static void Open(string folder) => Set(folder, Closed | UnixFileMode.UserWrite);

    private static void Set(string folder, UnixFileMode mode)
    {
        foreach (var path in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, mode);
            }
        }
    }
}
