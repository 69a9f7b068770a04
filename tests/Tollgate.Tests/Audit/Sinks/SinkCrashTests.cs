using System.Diagnostics;
using System.Globalization;
using Tollgate.Crash;

namespace Tollgate.Tests.Audit.Sinks;

/// <summary>Kills a real process while it writes the audit log and sends it, again and again, and looks at what the log server got in the end.</summary>
public sealed class SinkCrashTests : IDisposable
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("tollgate-sink-").FullName;
    private readonly HashSet<string> _appended = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task KilledAgainAndAgain_EveryRowOfTheLogArrives_InTheOrderOfTheLog()
    {
        var kills = Environment.GetEnvironmentVariable("TOLLGATE_LONG") is null ? 4 : 30;
        var random = new Random(20261121);
        await using var server = new SyslogServer();
        for (var round = 0; round < kills; round++)
        {
            Assert.Equal(128 + 9, await RunAsync(server.Port, 5_000, $"round{round}", killAfterLines: random.Next(20, 150)));
        }

        Assert.Equal(0, await RunAsync(server.Port, 1, "last", killAfterLines: int.MaxValue));

        var arrived = new List<(long Sequence, string Id)>();
        while (arrived.Count == 0 || arrived[^1].Id != "last-0")
        {
            var message = await server.Messages.ReadAsync(Ct);
            arrived.Add((long.Parse(Part(message, "cn1="), CultureInfo.InvariantCulture), Part(message, "cs3=")));
        }

        Assert.True(_appended.Count > kills * 15, $"{_appended.Count} rows were appended.");
        Assert.Empty(_appended.Except(arrived.Select(row => row.Id)));
        var first = arrived.DistinctBy(row => row.Sequence).Select(row => row.Sequence).ToList();
        Assert.Equal(Enumerable.Range(1, first.Count).Select(number => (long)number), first);
    }

    private static string Part(string message, string name) => message.Split(' ' + name)[1].Split(' ')[0];

    private async Task<int> RunAsync(int port, int rows, string seed, int killAfterLines)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in new[] { typeof(SinkVictim).Assembly.Location, "sink", _folder, $"tcp://127.0.0.1:{port}", rows.ToString(CultureInfo.InvariantCulture), seed })
        {
            start.ArgumentList.Add(word);
        }

        using var victim = Process.Start(start)!;
        var lines = 0;
        while (await victim.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            if (line.Split(' ') is ["appended", var id, "."])
            {
                _appended.Add(id);
            }

            if (++lines == killAfterLines)
            {
                victim.Kill();
            }
        }

        await victim.WaitForExitAsync(Ct);
        return victim.ExitCode;
    }
}
