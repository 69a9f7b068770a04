using Tollgate.EndToEnd.Gateway;
using Tollgate.EndToEnd.Money;

namespace Tollgate.EndToEnd.Kills;

/// <summary>kill -9 at random moments under load, again and again on the same folder.</summary>
public sealed class RandomKillTests
{
    private const int Kills = 20;
    private const int Parallel = 16;

    /// <summary>Answers that each life gives before it may end: a busy machine makes the test longer, not emptier.</summary>
    private const int Fewest = 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_doubled_or_overspent_over_twenty_kills()
    {
        await using var bench = await KillBench.CreateAsync("2000", Ct);
        var random = new Random(5);
        var traffic = new MixedTraffic(seed: 5);

        for (var i = 0; i < Kills; i++)
        {
            await using var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct);
            using var stop = new CancellationTokenSource();
            var load = i % 2 == 0 ? bench.LoadMixedAsync(traffic, Parallel, stop.Token) : bench.LoadAsync(int.MaxValue, Parallel, isStream: i % 4 == 1, stop.Token);
            await bench.UntilAnsweredAsync(bench.Answered + Fewest, Ct);
            await Task.Delay(random.Next(0, 550), Ct);
            await gateway.KillAsync();
            await stop.CancelAsync();
            await load;
        }

        Assert.True(bench.Answered >= Kills * Fewest);
        await bench.AssertNothingLostAsync(Ct);
    }
}
