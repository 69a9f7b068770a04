using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Alerts.Notices;
using Tollgate.TestKit;

namespace Tollgate.Tests.Alerts;

public sealed class AlertDeskTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task SixtyFourThreadsWithTheSameFacts_RaiseEachOnce_WithOneNoticePerChannel()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await bench.ChannelAsync(new Uri("http://127.0.0.1:9/a"), name: "a");
        await bench.ChannelAsync(new Uri("http://127.0.0.1:9/b"), name: "b");
        var raised = 0;

        var threads = Enumerable.Range(0, 64).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                for (var i = 0; i < 5; i++)
                {
                    Interlocked.Add(ref raised, await bench.Desk.RaiseAsync(bench.Fact($"threshold-{i}"), None) ? 1 : 0);
                }
            },
            None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());
        await Task.WhenAll(threads);

        Assert.Equal((5, 5L, 5L, 10L), (raised, await bench.CountAsync("alert"), await bench.CountAsync("alert_notice"), await bench.CountAsync("alert_delivery")));
        Assert.Equal(5, bench.Told.Select(notice => notice.NoticeId).Distinct().Count());
        Assert.Equal(5, bench.Told.Count);
    }

    [Fact]
    public async Task OnceIsDurable_ARestartForgetsNothing()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using (var before = AlertBench.On(database, clock))
        {
            Assert.True(await before.Desk.RaiseAsync(before.Fact(), None));
        }

        await database.ReopenAsync(clock);
        using var after = AlertBench.On(database, clock);

        Assert.False(await after.Desk.RaiseAsync(after.Fact(), None));
    }

    [Fact]
    public async Task ASourceThatCoolsDown_IsQuiet_UntilItsTimeIsOver_AlsoWhenItRecoveredInBetween()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        var hour = TimeSpan.FromMinutes(60);
        var first = await bench.Desk.RaiseAsync(bench.Fact("1", coolDown: hour), None);
        await bench.Desk.RecoverAsync(new AlertRecovery { SourceId = bench.Organization, Title = "over", Text = "", TellFrom = AlertSeverity.Info }, None);

        clock.Advance(TimeSpan.FromMinutes(59));
        var tooSoon = await bench.Desk.RaiseAsync(bench.Fact("2", coolDown: hour), None);
        var other = await bench.Desk.RaiseAsync(bench.Fact("3", coolDown: hour, subject: "somebody else"), None);
        clock.Advance(TimeSpan.FromMinutes(1));
        var later = await bench.Desk.RaiseAsync(bench.Fact("4", coolDown: hour), None);
        clock.Advance(TimeSpan.FromDays(1));
        var stillOpen = await bench.Desk.RaiseAsync(bench.Fact("5", coolDown: hour), None);

        Assert.Equal((true, false, true, true, false), (first, tooSoon, other, later, stillOpen));
        Assert.Equal([NoticeState.Raised, NoticeState.Recovered, NoticeState.Raised, NoticeState.Raised], bench.Told.Select(notice => notice.State));
    }

    [Fact]
    public async Task WhatStillHoldsAfterACoolDown_IsRemindedOf_UnlessSomebodyTookItOn()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        var hour = TimeSpan.FromHours(1);
        await bench.Desk.RaiseAsync(bench.Fact(coolDown: hour), None);

        var atOnce = await bench.Desk.RemindAsync(bench.Fact(), hour, None);
        clock.Advance(hour);
        var later = await bench.Desk.RemindAsync(bench.Fact(), hour, None);
        var again = await bench.Desk.RemindAsync(bench.Fact(), hour, None);
        await bench.Alerts.AcknowledgeAsync(bench.Admin, bench.Told[0].AlertId!.Value, None);
        clock.Advance(hour);
        var takenOn = await bench.Desk.RemindAsync(bench.Fact(), hour, None);

        Assert.Equal((false, true, false, false), (atOnce, later, again, takenOn));
        Assert.Equal(bench.Told[0].AlertId, bench.Told[1].AlertId);
        Assert.NotEqual(bench.Told[0].NoticeId, bench.Told[1].NoticeId);
        Assert.Equal(1L, await database.ScalarAsync("select count(*) from audit_event where action = 'alert.acknowledge'"));
    }

    [Fact]
    public async Task TheEndIsToldOnce_AndOnlyWhenItMatteredEnough()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        await bench.Desk.RaiseAsync(bench.Fact("warning"), None);
        await bench.Desk.RaiseAsync(bench.Fact("breach", AlertKind.BudgetBreach, AlertSeverity.Critical), None);
        await bench.Desk.RaiseAsync(bench.Fact("small", subject: "s"), None);
        AlertRecovery Over(string subject) => new() { SourceId = bench.Organization, Subject = subject, Title = "over", Text = "", TellFrom = AlertSeverity.Critical };

        var first = await bench.Desk.RecoverAsync(Over(""), None);
        var second = await bench.Desk.RecoverAsync(Over(""), None);
        var small = await bench.Desk.RecoverAsync(Over("s"), None);

        Assert.Equal((true, false, true), (first, second, small));
        Assert.Equal(AlertKind.BudgetBreach, Assert.Single(bench.Told, notice => notice.State == NoticeState.Recovered).Type);
        Assert.Empty(await bench.Alerts.ListAsync(bench.Organization, null, false, null, 10, None));
    }

    [Fact]
    public async Task ACallbackThatThrows_HarmsNobody_AndOneThatLeftHearsNothing()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        var heard = new List<Guid>();
        bench.Callbacks.OnAlert(_ => throw new InvalidOperationException("a stranger's fault"));
        var leaving = bench.Callbacks.OnAlert(notice => heard.Add(notice.NoticeId));

        await bench.Desk.RaiseAsync(bench.Fact("1"), None);
        leaving.Dispose();
        await bench.Desk.RaiseAsync(bench.Fact("2"), None);

        Assert.Equal([bench.Told[0].NoticeId], heard);
        Assert.Equal(2, bench.Told.Count);
    }

    [Fact]
    public async Task AChannelGetsWhatItWants_AndNothingElse()
    {
        var clock = new HeldClock();
        await using var database = await TestDatabase.CreateAsync(clock);
        using var bench = AlertBench.On(database, clock);
        var url = "http://127.0.0.1:9/";
        await bench.Channels.CreateAsync(bench.Admin, new ChannelEntry { Name = "grave", Kind = ChannelKind.Slack, Url = url, Severity = AlertSeverity.Critical }, None);
        await bench.Channels.CreateAsync(bench.Admin, new ChannelEntry { Name = "money", Kind = ChannelKind.Slack, Url = url, Kinds = [AlertKind.BudgetBreach] }, None);
        await bench.Channels.CreateAsync(bench.Admin, new ChannelEntry { Name = "off", Kind = ChannelKind.Slack, Url = url, IsEnabled = false }, None);
        var stranger = bench.Admin with { OrganizationId = Core.Ids.New(clock) };
        await bench.Channels.CreateAsync(stranger, new ChannelEntry { Name = "strange", Kind = ChannelKind.Slack, Url = url }, None);

        await bench.Desk.RaiseAsync(bench.Fact("1", AlertKind.ErrorRate), None);
        await bench.Desk.RaiseAsync(bench.Fact("2", AlertKind.BudgetBreach), None);
        await bench.Desk.RaiseAsync(bench.Fact("3", AlertKind.ErrorRate, AlertSeverity.Critical), None);

        var due = await bench.Store.DueAsync(10, None);
        Assert.Equal(["grave", "money"], due.Select(delivery => delivery.Channel.Name).Order());
    }
}
