using System.Diagnostics;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Kills;

/// <summary>Disks that misbehave: no acknowledged call is lost, and /health says what is wrong.</summary>
public sealed class DiskTests
{
    private const int Calls = 200;
    private const int Parallel = 8;
    private const int GarbageBytes = 64;
    private const int Megabytes = 16;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_torn_tail_of_the_journal_is_cut_off_and_the_rest_is_kept()
    {
        await using var bench = await KillBench.CreateAsync("100", Ct);
        await using (var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct, "before-terminal:150"))
        {
            await bench.LoadAsync(Calls, Parallel, isStream: false, CancellationToken.None);
            await gateway.WaitForExitAsync(TimeSpan.FromSeconds(30));
        }

        Tear(Path.Combine(bench.Setup.Data, "journal"));

        await bench.AssertNothingLostAsync(Ct);
    }

    [Fact]
    public async Task A_locked_database_stops_no_call_and_loses_none()
    {
        await using var bench = await KillBench.CreateAsync("100", Ct);
        await using (var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct))
        {
            await bench.LoadAsync(Calls / 10, Parallel, isStream: false, CancellationToken.None);
            using var locker = Lock(bench.Setup.Data, seconds: 20);
            await locker.StandardOutput.ReadLineAsync(Ct);

            await bench.LoadAsync(Calls, Parallel, isStream: true, CancellationToken.None);
            var health = await HealthPage.WaitForAsync(bench.Setup, "degraded", Ct);
            locker.Kill();
            await locker.WaitForExitAsync(Ct);

            Assert.Equal("behind", (string?)health["ledger"]!["status"]);
            Assert.Contains("kept in the journal", (string?)health["ledger"]!["detail"], StringComparison.Ordinal);
            Assert.Equal(Calls + (Calls / 10), bench.Answered);
            await gateway.KillAsync();
        }

        await bench.AssertNothingLostAsync(Ct);
    }

    [Fact]
    public async Task A_full_disk_stops_new_calls_and_loses_none_that_was_answered()
    {
        SmallDisk? disk = null;
        await using var bench = await KillBench.CreateAsync("100", Ct, async setup => disk = await SmallDisk.TryMountAsync(setup, Megabytes, Ct));
        Assert.SkipWhen(disk is null, "No mount is allowed here, not even in a namespace of one's own.");
        await using var small = disk!;
        await using (var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct))
        {
            await bench.LoadAsync(Calls, Parallel, isStream: false, CancellationToken.None);
            small.Fill();
            await bench.LoadAsync(Calls * 10, Parallel, isStream: false, CancellationToken.None);
            var health = await HealthPage.WaitForAsync(bench.Setup, "not_ready", Ct);
            small.Free();
            await HealthPage.WaitUntilWellAsync(bench.Setup, Ct);
            var before = bench.Answered;
            await bench.LoadAsync(Calls, Parallel, isStream: true, CancellationToken.None);

            Assert.Contains("Free disk space", (string?)health["journal"]!["detail"], StringComparison.Ordinal);
            Assert.Contains(bench.Results, result => result.Status == 503);
            Assert.DoesNotContain(bench.Results, result => result.Status is not (200 or 503));
            Assert.Equal(before + Calls, bench.Answered);
            await gateway.KillAsync();
        }

        await bench.AssertNothingLostAsync(Ct);
    }

    [Fact]
    public async Task A_folder_that_turns_read_only_stops_new_calls_and_loses_none_that_was_answered()
    {
        await using var bench = await KillBench.CreateAsync("100", Ct, ReadOnlyFolder.Prepare);
        await using (var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct))
        {
            await bench.LoadAsync(Calls, Parallel, isStream: false, CancellationToken.None);
            ReadOnlyFolder.Close(bench.Setup.Data);
            await bench.LoadAsync(Calls * 10, Parallel, isStream: false, CancellationToken.None);
            var health = await HealthPage.WaitForAsync(bench.Setup, "not_ready", Ct);
            ReadOnlyFolder.Open(bench.Setup.Data);
            await HealthPage.WaitUntilWellAsync(bench.Setup, Ct);
            var before = bench.Answered;
            await bench.LoadAsync(Calls, Parallel, isStream: true, CancellationToken.None);

            Assert.Contains("make the folder writable", (string?)health["journal"]!["detail"], StringComparison.Ordinal);
            Assert.Contains(bench.Results, result => result.Status == 503);
            Assert.DoesNotContain(bench.Results, result => result.Status is not (200 or 503));
            Assert.Equal(before + Calls, bench.Answered);
            await gateway.KillAsync();
        }

        await bench.AssertNothingLostAsync(Ct);
    }

    [Fact]
    public async Task A_start_on_a_read_only_folder_ends_at_once_and_says_why()
    {
        await using var bench = await KillBench.CreateAsync("100", Ct, ReadOnlyFolder.Prepare);
        ReadOnlyFolder.Close(bench.Setup.Data);
        await using var gateway = GatewayProcess.Launch(bench.Setup);

        await gateway.WaitForExitAsync(TimeSpan.FromSeconds(10));

        ReadOnlyFolder.Open(bench.Setup.Data);
        Assert.NotEqual(0, gateway.ExitCode);
        Assert.Contains(bench.Setup.Data, gateway.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", gateway.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_went_bad_sets_its_segment_aside_says_so_and_costs_no_call()
    {
        await using var bench = await KillBench.CreateAsync("100", Ct);
        await using (var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct, "before-terminal:150"))
        {
            await bench.LoadAsync(Calls, Parallel, isStream: false, CancellationToken.None);
            await gateway.WaitForExitAsync(TimeSpan.FromSeconds(30));
        }

        Spoil(Path.Combine(bench.Setup.Data, "journal"));

        await bench.AssertNothingLostAsync(Ct, "degraded");
    }

    /// <summary>Writes rubbish right behind the last record, as a write that was cut in its middle leaves it.</summary>
    private static void Tear(string folder)
    {
        var last = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Last(file => Array.FindLastIndex(File.ReadAllBytes(file), value => value != 0) > GarbageBytes);
        var bytes = File.ReadAllBytes(last);
        var end = Array.FindLastIndex(bytes, value => value != 0) + 1;
        var garbage = new byte[GarbageBytes];
        new Random(1).NextBytes(garbage);
        using var file = File.OpenWrite(last);
        file.Position = end;
        file.Write(garbage);
    }

    /// <summary>Turns one bit in the midst of the last segment's records.</summary>
    private static void Spoil(string folder)
    {
        var last = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Last(file => Array.FindLastIndex(File.ReadAllBytes(file), value => value != 0) > GarbageBytes);
        var bytes = File.ReadAllBytes(last);
        bytes[Array.FindLastIndex(bytes, value => value != 0) / 2] ^= 1;
        File.WriteAllBytes(last, bytes);
    }

    /// <summary>Another process that holds the database's write lock.</summary>
    private static Process Lock(string data, int seconds)
    {
        var script = $"import sqlite3,time,glob; c=sqlite3.connect(glob.glob('{data}/*.db')[0], isolation_level=None); c.execute('begin immediate'); print('locked', flush=True); time.sleep({seconds})";
        return Process.Start(new ProcessStartInfo("python3", ["-c", script]) { RedirectStandardOutput = true })!;
    }
}
