using System.Runtime.InteropServices;
using System.Text;

namespace Tollgate.Cli.Tests.SourceScan;

public sealed class HookTests : IDisposable
{
    private readonly TemporaryRepository _repository = new();

    private string Hook => _repository.At(".git/hooks/pre-commit");

    public HookTests() => Itself("exit 0");

    public void Dispose() => _repository.Dispose();

    [Fact]
    public async Task InstalledItStopsACommit_UninstalledItDoesNot()
    {
        Itself("echo \"looked: $*\"; exit 1");

        var installed = await HooksAsync("install");
        var stopped = _repository.Run("git", "commit", "--allow-empty", "-m", "a");
        var unasked = _repository.Run("git", "commit", "--allow-empty", "--no-verify", "-m", "a");
        var uninstalled = await HooksAsync("uninstall");
        var free = _repository.Run("git", "commit", "--allow-empty", "-m", "a");

        Assert.Equal((ExitCode.Ok, ExitCode.Ok), (installed.Code, uninstalled.Code));
        Assert.Equal((1, 0, 0), (stopped.Code, unasked.Code, free.Code));
        Assert.Contains("looked: security precommit", stopped.Output + stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Hook));
    }

    [Fact]
    public async Task AHookThatWasThereRunsAfterIt_AndComesBackByteForByte()
    {
        var before = Encoding.Latin1.GetBytes("#!/bin/sh\n# caf\u00e9, no end of line\necho before \"$0\"");
        _repository.Write(".git/hooks/pre-commit", before);
        _repository.Run("chmod", "540", Hook);

        await HooksAsync("install");
        var run = _repository.Run("git", "commit", "--allow-empty", "-m", "a");
        await HooksAsync("install");
        await HooksAsync("uninstall");

        Assert.Contains("before", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Hook, TestContext.Current.CancellationToken));
        Assert.Equal("540\n", _repository.Run("stat", "-c", "%a", Hook).Output);
        Assert.Equal(["pre-commit"], Directory.GetFiles(Path.GetDirectoryName(Hook)!).Select(Path.GetFileName).Where(name => !name!.EndsWith(".sample", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TheHookBeforeCanStillStopACommit_AndDoesNotRunWhenThisOneStops()
    {
        _repository.Write(".git/hooks/pre-commit", "#!/bin/sh\ntouch ran\nexit 3\n");
        Executable(".git/hooks/pre-commit");
        await HooksAsync("install");

        Itself("exit 1");
        Assert.Equal(1, _repository.Run("git", "commit", "--allow-empty", "-m", "a").Code);
        Assert.False(File.Exists(_repository.At("ran")));

        Itself("exit 0");
        Assert.Equal(1, _repository.Run("git", "commit", "--allow-empty", "-m", "a").Code);
        Assert.True(File.Exists(_repository.At("ran")));
    }

    [Fact]
    public async Task InstallingTwiceChangesNothing()
    {
        await HooksAsync("install");
        var first = await File.ReadAllTextAsync(Hook, TestContext.Current.CancellationToken);

        var again = await HooksAsync("install");

        Assert.Equal(ExitCode.Ok, again.Code);
        Assert.Contains("already", again.Output, StringComparison.Ordinal);
        Assert.Equal(first, await File.ReadAllTextAsync(Hook, TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Ok, (await HooksAsync("uninstall")).Code);
        Assert.Equal(ExitCode.Ok, (await HooksAsync("uninstall")).Code);
    }

    [Fact]
    public async Task StatusSaysHowItStands()
    {
        Assert.Equal((ExitCode.Refused, "missing"), await StatusAsync());
        await HooksAsync("install");
        Assert.Equal((ExitCode.Ok, "installed"), await StatusAsync());
        await File.WriteAllTextAsync(Hook, (await File.ReadAllTextAsync(Hook, TestContext.Current.CancellationToken)) + "echo more\n", TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.Refused, "changed"), await StatusAsync());
        await File.WriteAllTextAsync(Hook, "#!/bin/sh\n", TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.Refused, "foreign"), await StatusAsync());
    }

    [Fact]
    public async Task AHookThatWasChangedByHandIsLeftAlone_UnlessForced()
    {
        await HooksAsync("install");
        await File.AppendAllTextAsync(Hook, "echo more\n", TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Conflict, (await HooksAsync("install")).Code);
        Assert.Equal(ExitCode.Conflict, (await HooksAsync("uninstall")).Code);
        Assert.Equal(ExitCode.Ok, (await HooksAsync("uninstall", "--force")).Code);
        Assert.False(File.Exists(Hook));
    }

    [Fact]
    public async Task WhatSomebodyPutInItsPlaceIsNotLost()
    {
        _repository.Write(".git/hooks/pre-commit", "#!/bin/sh\n# the first\n");
        await HooksAsync("install");
        _repository.Write(".git/hooks/pre-commit", "#!/bin/sh\n# the second\n");

        Assert.Equal(ExitCode.Conflict, (await HooksAsync("install")).Code);
        Assert.Equal(ExitCode.Conflict, (await HooksAsync("uninstall")).Code);
        Assert.Contains("the second", await File.ReadAllTextAsync(Hook, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFolderThatTheRepositoryNamesIsUsed()
    {
        _repository.Git("config", "core.hooksPath", "my hooks");

        var run = await HooksAsync("install", "--json");

        Assert.Equal("core.hooksPath", (string?)run.Json["keeper"]);
        Assert.True(File.Exists(_repository.At("my hooks/pre-commit")));
        Itself("exit 1");
        Assert.Equal(1, _repository.Run("git", "commit", "--allow-empty", "-m", "a").Code);
    }

    [Theory]
    [InlineData(".husky/_", true)]
    [InlineData(".husky", false)]
    public async Task HuskysOwnFileIsChained(string hooksPath, bool isSourced)
    {
        _repository.Git("config", "core.hooksPath", hooksPath);
        _repository.Write(".husky/pre-commit", isSourced ? "echo from husky\n" : "#!/bin/sh\necho from husky\n");
        if (isSourced)
        {
            // What husky writes: git runs this, and this runs what people keep.
            _repository.Write(".husky/_/pre-commit", "#!/usr/bin/env sh\nsh -e \".husky/pre-commit\" \"$@\"\n");
            Executable(".husky/_/pre-commit");
        }
        else
        {
            Executable(".husky/pre-commit");
        }

        var run = await HooksAsync("install", "--json");
        var commit = _repository.Run("git", "commit", "--allow-empty", "-m", "a");
        Itself("exit 1");
        var stopped = _repository.Run("git", "commit", "--allow-empty", "-m", "a");
        await HooksAsync("uninstall");

        Assert.Equal("husky", (string?)run.Json["keeper"]);
        Assert.Contains("from husky", commit.Output + commit.Error, StringComparison.Ordinal);
        Assert.NotEqual(0, stopped.Code);
        Assert.EndsWith("echo from husky\n", await File.ReadAllTextAsync(_repository.At(".husky/pre-commit"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorktreeUsesTheHooksOfItsRepository()
    {
        _repository.Commit();
        _repository.Git("worktree", "add", "-q", "--detach", _repository.At("tree"));

        var run = await _repository.RunAsync("security", "hooks", "install", _repository.At("tree"), "--json");

        Assert.Equal(ExitCode.Ok, run.Code);
        Assert.True(File.Exists(Hook));
        Itself("exit 1");
        Assert.Equal(1, _repository.Run("git", "-C", "tree", "commit", "--allow-empty", "-m", "a").Code);
    }

    [Fact]
    public async Task ALinkIsChainedAsALink()
    {
        _repository.Write("scripts/check", "#!/bin/sh\necho linked\n");
        Executable("scripts/check");
        File.CreateSymbolicLink(Hook, "../../scripts/check");

        await HooksAsync("install");
        var run = _repository.Run("git", "commit", "--allow-empty", "-m", "a");
        await HooksAsync("uninstall");

        Assert.Contains("linked", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal("../../scripts/check", new FileInfo(Hook).LinkTarget);
    }

    [Fact]
    public async Task WithoutItsProgramNoCommitIsMade_AndTheReasonIsSaid()
    {
        await HooksAsync("install");
        File.Delete(_repository.At(".git/itself"));

        var run = _repository.Run("git", "commit", "--allow-empty", "-m", "a");

        Assert.Equal(1, run.Code);
        Assert.Contains("does not find its program", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheProgramItselfStopsACommit_AlsoOneThatStagesOnItsWay()
    {
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        _repository.Stage("a.py", "a = 1\n");
        _repository.Commit();
        var around = CliRun.Around() with { Itself = [host, Path.Combine(AppContext.BaseDirectory, "Tollgate.Cli.dll")] };
        await CliRun.OfAsync(["security", "hooks", "install", _repository.Folder], around, TestContext.Current.CancellationToken);
        _repository.Write("a.py", $"key = '{TemporaryRepository.Secret}'\n");

        var stopped = _repository.Run("git", "commit", "-a", "-m", "a");
        _repository.Write("a.py", "a = 2\n");
        var made = _repository.Run("git", "commit", "-a", "-m", "a");

        Assert.Equal((1, 0), (stopped.Code, made.Code));
        Assert.Contains("Nothing was committed", stopped.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(TemporaryRepository.Secret, stopped.Output + stopped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABareRepositoryAndAFolderWithoutOneAreRefused()
    {
        using var bare = new TemporaryRepository("--bare");

        Assert.Equal(ExitCode.Usage, (await bare.RunAsync("security", "hooks", "install", bare.Folder)).Code);
        Assert.Equal(ExitCode.NotFound, (await bare.RunAsync("security", "hooks", "status", Path.GetTempPath())).Code);
    }

    private Task<CliRun> HooksAsync(string command, params string[] words) => _repository.RunAsync(["security", "hooks", command, _repository.Folder, .. words]);

    private async Task<(int Code, string? State)> StatusAsync()
    {
        var run = await HooksAsync("status", "--json");
        return (run.Code, (string?)run.Json["state"]);
    }

    private void Itself(string script)
    {
        _repository.Write(".git/itself", $"#!/bin/sh\n{script}\n");
        Executable(".git/itself");
    }

    private void Executable(string name) => _repository.Run("chmod", "755", _repository.At(name));
}
