using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Tollgate.Crash;

namespace Tollgate.Tests.Alerts;

/// <summary>Kills a real process while it raises and delivers, again and again, and looks at what arrived in the end.</summary>
public sealed class OutboxCrashTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tollgate-alerts-").FullName;
    private readonly HashSet<string> raised = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task KilledAgainAndAgain_EveryAcknowledgedAlertArrives_UnderOneId_AndOnlyAKillMakesADuplicate()
    {
        var kills = Environment.GetEnvironmentVariable("TOLLGATE_LONG") is null ? 4 : 30;
        var random = new Random(20261121);
        await using var receiver = await Receiver.AnsweringAsync(number => number % 7 == 0 ? 500 : 200);
        for (var round = 0; round < kills; round++)
        {
            Assert.Equal(128 + 9, await RunAsync(receiver.Url, 2000, $"round{round}", killAfterLines: random.Next(5, 60)));
        }

        Assert.Equal(0, await RunAsync(receiver.Url, 10, "last", killAfterLines: int.MaxValue));

        var arrived = receiver.All
            .Where((_, index) => (index + 1) % 7 != 0)
            .Select(got => JsonDocument.Parse(got.Body).RootElement)
            .Select(json => (Key: json.GetProperty("title").GetString()!, Id: json.GetProperty("notice_id").GetGuid()))
            .ToList();
        var byKey = arrived.GroupBy(notice => notice.Key).ToDictionary(group => group.Key, group => group.Select(notice => notice.Id).ToList());
        Assert.True(raised.Count > kills * 5, $"{raised.Count} alerts were raised.");
        Assert.Empty(raised.Except(byKey.Keys));
        Assert.All(byKey.Values, ids => Assert.Single(ids.Distinct()));
        Assert.InRange(arrived.Count - byKey.Count, 0, kills);
    }

    private async Task<int> RunAsync(Uri url, int count, string seed, int killAfterLines)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var word in new[] { typeof(AlertVictim).Assembly.Location, "alerts", folder, url.ToString(), count.ToString(CultureInfo.InvariantCulture), seed })
        {
            start.ArgumentList.Add(word);
        }

        using var victim = Process.Start(start)!;
        var lines = 0;
        while (await victim.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is ["raised", var key, "."])
            {
                raised.Add(key);
            }

            if (++lines == killAfterLines)
            {
                victim.Kill();
            }
        }

        await victim.WaitForExitAsync();
        return victim.ExitCode;
    }
}
