using System.Diagnostics;
using System.Text.Json.Nodes;
using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Kills;

/// <summary>Disks that misbehave: no acknowledged call is lost, and /health says what is wrong.</summary>
public sealed class DiskTests
{
    private const int Calls = 200;
    private const int Parallel = 8;
    private const int GarbageBytes = 64;

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
            var health = await WaitForTroubleAsync(bench.Setup);
            locker.Kill();
            await locker.WaitForExitAsync(Ct);

            Assert.True(health is not null, "/health says nothing of the locked database.");
            Assert.Equal(Calls + (Calls / 10), bench.Results.Count(result => result is { Status: 200, SawEnd: true }));
            await gateway.KillAsync();
        }

        await bench.AssertNothingLostAsync(Ct);
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

    /// <summary>Another process that holds the database's write lock.</summary>
    private static Process Lock(string data, int seconds)
    {
        var script = $"import sqlite3,time,glob; c=sqlite3.connect(glob.glob('{data}/*.db')[0], isolation_level=None); c.execute('begin immediate'); print('locked', flush=True); time.sleep({seconds})";
        return Process.Start(new ProcessStartInfo("python3", ["-c", script]) { RedirectStandardOutput = true })!;
    }

    private static async Task<JsonNode?> WaitForTroubleAsync(GatewaySetup setup)
    {
        using var http = new HttpClient();
        for (var i = 0; i < 100; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, setup.Address + "/health");
            request.Headers.Add("authorization", "Bearer " + setup.AdminKey);
            using var answer = await http.SendAsync(request, Ct);
            var health = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
            if ((string?)health["status"] == "degraded")
            {
                return health;
            }

            await Task.Delay(100, Ct);
        }

        return null;
    }
}
