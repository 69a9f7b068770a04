using System.Globalization;

namespace Tollgate.Storage;

/// <summary>
/// One process owns a data folder. The lock is the operating system's (flock), so it ends with the process, however that dies;
/// the process id stands beside it in a file of its own, because a locked file cannot be read.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const string LockName = "tollgate.lock";
    private const string OwnerName = "tollgate.pid";
    private readonly FileStream held;

    private FolderLock(FileStream held) => this.held = held;

    /// <summary>Takes the folder, creating it (for its owner only) when it does not exist.</summary>
    /// <exception cref="StorageException">Another process has it, or it cannot be written.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            CreateFolder(folder);
            var taken = new FolderLock(Open(folder));
            File.WriteAllText(Path.Combine(folder, OwnerName), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return taken;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StorageException(DatabaseState.ReadOnly, $"The data folder '{folder}' cannot be written by this user: change its owner, or set `data` to another folder.", fault);
        }
        catch (IOException fault)
        {
            throw new StorageException(DatabaseState.Unreachable, $"The data folder '{folder}' cannot be used: {fault.Message}", fault);
        }
    }

    public void Dispose() => held.Dispose();

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Open(string folder)
    {
        var path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException fault) when (File.Exists(path))
        {
            throw Taken(folder, fault);
        }
    }

    private static StorageException Taken(string folder, IOException fault)
    {
        var owner = Path.Combine(folder, OwnerName);
        var pid = File.Exists(owner) ? File.ReadAllText(owner).Trim() : "unknown";
        return new StorageException(
            DatabaseState.Locked,
            $"The data folder '{folder}' is in use by another Tollgate (process {pid}): stop that one, or set `data` to another folder.",
            fault);
    }
}
