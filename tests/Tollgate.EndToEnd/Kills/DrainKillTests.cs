using Tollgate.EndToEnd.Gateway;
using Tollgate.TestKit.Bills;

namespace Tollgate.EndToEnd.Kills;

/// <summary>Calls that are read on after their clients went away (decision 0006), when the gateway itself ends in the middle of that.</summary>
public sealed class DrainKillTests
{
    private const int Calls = 12;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_kill_in_the_middle_of_draining_loses_nothing()
    {
        await using var bench = await KillBench.CreateAsync("100", Ct);
        await using (var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct))
        {
            await bench.LeaveAsync(Calls, "tokens=400; event-delay=20", Ct);
            await gateway.KillAsync();
        }

        var (settled, uncertain, bill) = await bench.StandAsync(Ct);

        await bench.AssertNothingLostAsync(Ct);
        Assert.True(uncertain > Rational.Zero, "The calls were not under way.");
        Assert.True(bill > Rational.Zero && bill <= settled + uncertain, $"{bill} billed, {settled} settled, {uncertain} uncertain.");
    }

    [Fact]
    public async Task A_stop_in_good_order_settles_what_is_drained_to_its_end()
    {
        await using var bench = await KillBench.CreateAsync("100", Ct);
        await using (var gateway = await GatewayProcess.StartAsync(bench.Setup, Ct))
        {
            await bench.LeaveAsync(Calls, "tokens=80; event-delay=20", Ct);
            await gateway.StopAsync();
        }

        var (settled, uncertain, bill) = await bench.StandAsync(Ct);

        await bench.AssertNothingLostAsync(Ct);
        Assert.Equal(Rational.Zero, uncertain);
        Assert.True(bill > Rational.Zero && bill <= settled && settled <= bill + Rational.FromNanos(Calls), $"{bill} billed, {settled} settled.");
    }
}
