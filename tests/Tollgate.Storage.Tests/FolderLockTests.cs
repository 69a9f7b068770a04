using System.Diagnostics;
using System.Globalization;

namespace Tollgate.Storage.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FolderLockTests
{
    [Fact]
    public async Task AFolderThatAnotherProcessHolds_IsRefusedAndTheProcessNamed()
    {
        using var folder = new DataFolder();
        using var other = await HoldAsync(folder);

        var fault = await Assert.ThrowsAsync<StorageException>(() => folder.OpenAsync());

        other.Kill();
        Assert.Equal(DatabaseState.Locked, fault.State);
        Assert.Contains($"process {other.Id}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderWhoseProcessWasKilled_IsFree()
    {
        using var folder = new DataFolder();
        using var other = await HoldAsync(folder);
        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);

        await using var database = await folder.OpenAsync();

        Assert.True(database.IsHealthy);
    }

    [Fact]
    public async Task TheSameProcess_CannotOpenAFolderTwice()
    {
        using var folder = new DataFolder();
        await using var database = await folder.OpenAsync();

        var fault = await Assert.ThrowsAsync<StorageException>(() => folder.OpenAsync());

        Assert.Contains($"process {Environment.ProcessId}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClosedFolder_CanBeOpenedAgain()
    {
        using var folder = new DataFolder();
        await (await folder.OpenAsync()).DisposeAsync();

        await using var database = await folder.OpenAsync();

        Assert.True(database.IsHealthy);
    }

    [Fact]
    public async Task ANewFolder_IsForItsOwnerOnly()
    {
        using var folder = new DataFolder();
        var inner = folder.File("data");

        await using var database = await Database.OpenSqliteAsync(inner, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(inner));
    }

    [Fact]
    public async Task AFolderBelowAFile_IsRefusedInOneSentence()
    {
        using var folder = new DataFolder();
        await File.WriteAllTextAsync(folder.File("plain"), "", TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<StorageException>(() => Database.OpenSqliteAsync(folder.File("plain/data"), TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Equal(DatabaseState.Unreachable, fault.State);
        Assert.Contains("plain/data", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Another process that takes the lock as Tollgate does.</summary>
    private static async Task<Process> HoldAsync(DataFolder folder)
    {
        var start = new ProcessStartInfo("flock", ["--exclusive", "--no-fork", folder.File("tollgate.lock"), "sh", "-c", "echo held; read line"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        Assert.Equal("held", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(folder.File("tollgate.pid"), process.Id.ToString(CultureInfo.InvariantCulture), TestContext.Current.CancellationToken);
        return process;
    }
}
