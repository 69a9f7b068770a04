using Tollgate.EndToEnd.Gateway;

namespace Tollgate.EndToEnd.Kills;

/// <summary>kill -9 at every named step of a call: what a client saw end is in the ledger, nothing is there twice, no budget overshoots.</summary>
public sealed class FailpointTests
{
    private const int Parallel = 8;
    private const int Most = 6_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("before-sent:12", false)]
    [InlineData("before-sent:12", true)]
    [InlineData("after-sent:12", false)]
    [InlineData("after-sent:12", true)]
    [InlineData("mid-relay:12", true)]
    [InlineData("before-settled:12", false)]
    [InlineData("before-settled:12", true)]
    [InlineData("after-settled:12", false)]
    [InlineData("after-settled:12", true)]
    [InlineData("before-terminal:12", false)]
    [InlineData("before-terminal:12", true)]
    [InlineData("mid-batch:2", false)]
    [InlineData("mid-batch:2", true)]
    [InlineData("at-rotation:2", false)] // The first one is the segment that a start opens.
    [InlineData("at-rotation:2", true)]
    [InlineData("after-commit:1", false)]
    [InlineData("after-commit:1", true)]
    public async Task Nothing_is_lost_when_the_gateway_dies_at(string failpoint, bool isStream)
    {
        await using var bench = await KillBench.CreateAsync("100", Ct);
        await using (var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct, failpoint))
        {
            using var stop = new CancellationTokenSource();
            var load = bench.LoadAsync(Most, Parallel, isStream, stop.Token);
            await gateway.WaitForExitAsync(TimeSpan.FromMinutes(2));
            await stop.CancelAsync();
            await load;
        }

        Assert.NotEmpty(bench.Results);
        await bench.AssertNothingLostAsync(Ct);
    }
}
