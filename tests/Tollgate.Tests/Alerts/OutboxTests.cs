using System.Text.Json;
using Tollgate.Alerts;
using Tollgate.Alerts.Delivery;
using Tollgate.TestKit;

namespace Tollgate.Tests.Alerts;

public sealed class OutboxTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task AWebhookThatAnswers500ForAMinute_GetsTheSameNoticeInTheEnd_AndOnlyOnceAfterThat()
    {
        var clock = new HeldClock();
        var well = clock.GetUtcNow() + TimeSpan.FromMinutes(1);
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await using var receiver = await Receiver.AnsweringAsync(_ => clock.GetUtcNow() < well ? 500 : 204);
        await bench.ChannelAsync(receiver.Url);
        await bench.Desk.RaiseAsync(bench.Fact(), None);

        var delays = new List<TimeSpan>();
        while (await bench.Outbox.DeliverDueAsync(None) == 0)
        {
            var next = (await bench.Store.NextAsync(None))!.Value - clock.GetUtcNow();
            delays.Add(next);
            clock.Advance(next);
        }

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await bench.Outbox.DeliverDueAsync(None));
        Assert.Equal(delays.Count + 1, receiver.All.Count);
        Assert.Single(receiver.All.Select(got => JsonDocument.Parse(got.Body).RootElement.GetProperty("notice_id").GetString()).Distinct());
        for (var i = 0; i < delays.Count; i++)
        {
            var whole = TimeSpan.FromSeconds(2 << i);
            Assert.InRange(delays[i], whole / 2, whole);
        }
    }

    [Fact]
    public async Task WhoAsksToBeLeftAlone_Is_ForAnHourAtMost()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await using var receiver = await Receiver.StartAsync((http, number) =>
        {
            http.Response.StatusCode = 429;
            http.Response.Headers.RetryAfter = number == 1 ? "90" : "9999999";
            return Task.CompletedTask;
        });
        await bench.ChannelAsync(receiver.Url);
        await bench.Desk.RaiseAsync(bench.Fact(), None);

        await bench.Outbox.DeliverDueAsync(None);
        var first = await bench.Store.NextAsync(None) - clock.GetUtcNow();
        clock.Advance(TimeSpan.FromSeconds(90));
        await bench.Outbox.DeliverDueAsync(None);
        var second = await bench.Store.NextAsync(None) - clock.GetUtcNow();

        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.FromHours(1)), (first, second));
    }

    [Fact]
    public async Task ADeadChannel_HoldsUpNobodyElse_AndItsOwnNoticesWaitTogether()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await using var receiver = await Receiver.StartAsync();
        await bench.ChannelAsync(new Uri("http://127.0.0.1:9/"), name: "dead");
        await bench.ChannelAsync(receiver.Url, name: "alive");
        for (var i = 0; i < 3; i++)
        {
            await bench.Desk.RaiseAsync(bench.Fact($"{i}"), None);
        }

        var arrived = await bench.Outbox.DeliverDueAsync(None);

        Assert.Equal((3, 3), (arrived, receiver.All.Count));
        Assert.Equal(3L, await bench.Store.WaitingAsync(None));
        Assert.Equal(1L, await database.ScalarAsync("select sum(attempts) from alert_delivery where state = 'waiting'"));
        Assert.Equal(1L, await database.ScalarAsync("select count(distinct next_at) from alert_delivery where state = 'waiting'"));
    }

    [Fact]
    public async Task ANoticeThatNeverArrives_IsGivenUp_AndSaysWhy()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock, AlertBench.Open with { GiveUpAfter = TimeSpan.FromMinutes(5) });
        await using var receiver = await Receiver.AnsweringAsync(_ => 503);
        await bench.ChannelAsync(receiver.Url);
        await bench.Desk.RaiseAsync(bench.Fact(), None);

        while (await bench.Store.NextAsync(None) is { } next)
        {
            clock.Advance(next - clock.GetUtcNow());
            await bench.Outbox.DeliverDueAsync(None);
        }

        var fate = Assert.Single(await bench.Alerts.DeliveriesAsync(bench.Told[0].AlertId!.Value, None));
        Assert.Equal(("failed", "It answered 503.", "ops"), (fate.State, fate.Error, fate.Channel));
        Assert.InRange(fate.Attempts!.Value, 5, 12);
    }

    [Fact]
    public async Task ADeliveryIsClaimedByOne_AndIsDueAgainWhenTheClaimerDied()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await bench.ChannelAsync(new Uri("http://127.0.0.1:9/"));
        await bench.Desk.RaiseAsync(bench.Fact(), None);
        var due = Assert.Single(await bench.Store.DueAsync(10, None));
        var until = clock.GetUtcNow() + TimeSpan.FromSeconds(15);

        var first = await bench.Store.ClaimAsync(due, until, None);
        var second = await bench.Store.ClaimAsync(due, until, None);

        Assert.Equal((true, false, 0), (first, second, (await bench.Store.DueAsync(10, None)).Count));
        clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(1, Assert.Single(await bench.Store.DueAsync(10, None)).Attempts);
    }

    [Fact]
    public async Task TheLoop_DeliversWhenTheBellRings_AndRetriesByItself()
    {
        await using var database = await TestDatabase.CreateAsync();
        var clock = new HeldClock(TimeProvider.System.GetUtcNow());
        using var bench = AlertBench.On(database, clock);
        var seen = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync((http, number) =>
        {
            http.Response.StatusCode = 200;
            seen.TrySetResult();
            return Task.CompletedTask;
        });
        await bench.ChannelAsync(receiver.Url);
        using var stop = new CancellationTokenSource();
        var loop = bench.Outbox.RunAsync(stop.Token);

        await bench.Desk.RaiseAsync(bench.Fact(), None);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        Assert.Single(receiver.All);
    }

    [Fact]
    public async Task WhatIsDoneWith_IsForgotten_WhatWaitsIsNot()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await using var receiver = await Receiver.StartAsync();
        await bench.ChannelAsync(receiver.Url, name: "alive");
        await bench.Desk.RaiseAsync(bench.Fact("1"), None);
        await bench.Outbox.DeliverDueAsync(None);
        await bench.ChannelAsync(new Uri("http://127.0.0.1:9/"), name: "dead");
        await bench.Desk.RaiseAsync(bench.Fact("2"), None);
        clock.Advance(TimeSpan.FromDays(91));

        await bench.Rounds.CheckAsync(None);

        Assert.Equal((1L, 2L), (await bench.CountAsync("alert_notice"), await bench.CountAsync("alert_delivery")));
        Assert.Equal(2L, await bench.CountAsync("alert"));
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(2, 2, 4)]
    [InlineData(5, 16, 32)]
    [InlineData(9, 256, 512)]
    [InlineData(20, 450, 900)]
    [InlineData(2000, 450, 900)]
    public void Delays_DoubleUpToTheirLongest_WithJitterBelow(int attempts, int least, int most)
    {
        var backOff = new BackOff(new AlertOptions(), new Random(1));
        var delays = Enumerable.Range(0, 200).Select(_ => backOff.After(attempts, null).TotalSeconds).ToList();

        Assert.All(delays, delay => Assert.InRange(delay, least, most));
        Assert.True(delays.Max() - delays.Min() > (most - least) * 0.8);
    }
}
