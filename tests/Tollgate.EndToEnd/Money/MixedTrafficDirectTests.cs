using System.Collections.Frozen;
using Tollgate.EndToEnd.Targets;
using Tollgate.TestKit.Bills;

namespace Tollgate.EndToEnd.Money;

/// <summary>The mixed traffic against the fake provider itself: its calls are well formed, and the bill knows all of them.</summary>
public sealed class MixedTrafficDirectTests(DirectFixture fixture) : IClassFixture<DirectFixture>
{
    private const int Calls = 1_500;
    private static readonly FrozenSet<int> Statuses = new[] { 0, 200, 400, 404, 429, 500, 503, 529 }.ToFrozenSet();

    [Fact]
    public async Task Every_call_is_understood_and_billed_once()
    {
        var ct = TestContext.Current.CancellationToken;
        var traffic = new MixedTraffic(seed: 3);
        var calls = Enumerable.Range(0, Calls).Select(_ => traffic.Next()).ToArray();
        using var runner = new TrafficRunner(fixture.Target.Address, "sk-fake");

        await runner.RunAsync(calls, 32, ct);
        while (fixture.Target.Provider.Running > 0)
        {
            await Task.Delay(10, ct);
        }

        var lines = fixture.Target.Provider.Bill.Lines;
        Assert.Equal(calls.Select(call => call.Mark).Order(), lines.Select(line => line.Mark!).Order());
        Assert.DoesNotContain(runner.Results, result => !Statuses.Contains(result.Status));
        Assert.True(runner.Results.Count(result => result.Status == 200) > Calls * 3 / 4);
        Assert.Contains(lines, line => line.Usage.CacheRead > 0 && line.Surface == "messages");
        Assert.Contains(lines, line => line.Usage.CacheWriteHour > 0);
        Assert.Contains(lines, line => line.Usage.CacheRead > 0 && line.Surface == "chat");
        Assert.Contains(lines, line => line.Outcome == BillOutcome.Aborted);
        Assert.Contains(lines, line => line.Outcome == BillOutcome.Broken);
    }
}
