using Tollgate.Alerts;
using Tollgate.Alerts.Notices;
using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.TestKit;

namespace Tollgate.Tests.Budgets;

public sealed class BudgetAlarmTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly int[] Standard = [50, 70, 75, 90, 100];

    [Fact]
    public async Task AJumpFrom40To100Percent_RaisesEveryThresholdOnce_WithItsLevel()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("10.00") with { Name = "team-a" });
        await bench.SpendAsync("4.00");
        await bench.AnnounceAsync();
        Assert.Empty(bench.Alerts.Told);

        await bench.SpendAsync("6.00");
        await bench.AnnounceAsync();
        await bench.Sweep.RunAsync(None);

        Assert.Equal(Standard, bench.Alerts.Told.Select(notice => notice.Budget!.Threshold!.Value));
        Assert.Equal([null, "soft_warning", "soft_warning", "hard_warning", "emergency"], bench.Alerts.Told.Select(notice => notice.Budget!.Level));
        Assert.Equal(
            [(AlertKind.BudgetWarning, AlertSeverity.Info), (AlertKind.BudgetWarning, AlertSeverity.Warning), (AlertKind.BudgetWarning, AlertSeverity.Warning), (AlertKind.BudgetWarning, AlertSeverity.Warning), (AlertKind.BudgetBreach, AlertSeverity.Critical)],
            bench.Alerts.Told.Select(notice => (notice.Type, notice.Severity)));
        Assert.Equal(("Budget 'team-a' is spent", "$10.00 of $10.00 is spent. Further calls are refused. It renews at 2026-11-22 00:00 UTC."), (bench.Alerts.Told[^1].Title, bench.Alerts.Told[^1].Text));
    }

    [Fact]
    public async Task SixtyFourThreadsThatSpend_RaiseEveryThresholdOncePerWindow()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("6.40"));
        await bench.AddAsync(bench.Wish("64.00") with { Name = "each", Each = BudgetEach.Key });
        await bench.SpendAsync("0.00");
        var tellers = Enumerable.Range(0, 64).Select(_ => Task.Factory.StartNew(
            async () =>
            {
                for (var i = 0; i < 10; i++)
                {
                    var hold = (await bench.ReserveAsync("0.01")).Value!;
                    hold.Settle(Money.Parse("0.01"), Money.Zero);
                    await bench.AnnounceAsync();
                }
            },
            None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap());

        await Task.WhenAll(tellers);
        await bench.AnnounceAsync();

        Assert.Equal(Standard, bench.Alerts.Told.Select(notice => notice.Budget!.Threshold!.Value).Order());
        Assert.Equal(5L, await bench.Alerts.CountAsync("alert"));
    }

    [Fact]
    public async Task WhatAFullChannelDropped_TheSweepFinds()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("9.50");

        var lost = bench.LoseAlerts();
        await bench.Sweep.RunAsync(None);
        await bench.Sweep.RunAsync(None);

        Assert.Equal(4, lost);
        Assert.Equal(Standard[..4], bench.Alerts.Told.Select(notice => notice.Budget!.Threshold!.Value));
        Assert.Equal(90L, await bench.Database.ScalarAsync("select announced_percent from budget_window"));
    }

    [Fact]
    public async Task WhatWasLostBeforeALaterThreshold_IsFoundAllTheSame()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("6.00");
        bench.LoseAlerts();
        await bench.SpendAsync("3.00");

        await bench.AnnounceAsync();
        await bench.Sweep.RunAsync(None);

        Assert.Equal([50, 70, 75, 90], bench.Alerts.Told.Select(notice => notice.Budget!.Threshold!.Value).Order());
    }

    [Fact]
    public async Task WhatDiedWithTheProcess_TheNextOneRaises_AndNothingTwice()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("6.00");
        await bench.AnnounceAsync();
        await bench.SpendAsync("2.00");
        bench.LoseAlerts();

        await bench.RestartAsync();
        await bench.SpendAsync("0.10");
        await bench.AnnounceAsync();
        await bench.Ticker.TickAsync(None);

        Assert.Equal(Standard[..3], bench.Alerts.Told.Select(notice => notice.Budget!.Threshold!.Value));
    }

    [Fact]
    public async Task WhatCrossedJustBeforeTheWindowEnded_IsStillRaised_AndThenOver()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("10.00");
        bench.LoseAlerts();
        bench.Clock.Advance(TimeSpan.FromHours(16));

        await bench.Ticker.TickAsync(None);

        Assert.Equal([.. Standard, 0], bench.Alerts.Told.Select(notice => notice.Budget!.Threshold ?? 0));
        Assert.Equal((NoticeState.Recovered, AlertKind.BudgetBreach, "Budget 'all/Day' can be spent again"), (bench.Alerts.Told[^1].State, bench.Alerts.Told[^1].Type, bench.Alerts.Told[^1].Title));
        Assert.Empty(await bench.Alerts.Alerts.ListAsync(bench.Organization, null, false, null, 10, None));
    }

    [Fact]
    public async Task AReset_ClearsThresholds_AndTheNextWindowRaisesThemAnew()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("8.00");
        await bench.AnnounceAsync();

        await bench.Clerk.ResetAsync(budget, null, None);
        await bench.Sweep.RunAsync(None);
        var open = await bench.Alerts.Alerts.ListAsync(bench.Organization, null, false, null, 10, None);
        await bench.SpendAsync("8.00");
        await bench.AnnounceAsync();

        Assert.Empty(open);
        Assert.Equal([50, 70, 75, 50, 70, 75], bench.Alerts.Told.Select(notice => notice.Budget!.Threshold!.Value));
        Assert.Equal(2, bench.Alerts.Told.Select(notice => notice.Budget!.WindowId).Distinct().Count());
    }

    [Fact]
    public async Task ARaise_EndsTheBreach_AndOnlyThat()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("10.00");
        await bench.AnnounceAsync();
        await bench.Clerk.RaiseAsync(budget, Money.Parse("10.00"), null, "more", "ann", None);

        await bench.Sweep.RunAsync(None);
        await bench.Sweep.RunAsync(None);

        Assert.Equal("Its limit was raised, or money came back.", Assert.Single(bench.Alerts.Told, notice => notice.State == NoticeState.Recovered).Text);
        Assert.Equal(4, (await bench.Alerts.Alerts.ListAsync(bench.Organization, null, false, AlertKind.BudgetWarning, 10, None)).Count);
    }

    [Fact]
    public async Task ADeletedBudget_EndsItsAlertsInSilence()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("10.00");
        await bench.AnnounceAsync();

        await bench.Store.DeleteAsync(bench.Organization, budget.Id, None);
        await bench.Sweep.RunAsync(None);

        Assert.Equal(5, bench.Alerts.Told.Count);
        Assert.Empty(await bench.Alerts.Alerts.ListAsync(bench.Organization, null, false, null, 10, None));
    }

    [Fact]
    public async Task ABudgetWithoutThresholds_SaysNothing()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("10.00") with { AlertPercents = [] });
        await bench.SpendAsync("10.00");
        await bench.AnnounceAsync();
        await bench.Sweep.RunAsync(None);

        Assert.Empty(bench.Alerts.Told);
    }

    [Fact]
    public async Task ABillAboveItsReserve_IsToldOncePerWindow()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("1000.00"));
        for (var i = 0; i < 3; i++)
        {
            (await bench.ReserveAsync("0.01")).Value!.Settle(Money.Parse("0.02"), Money.Zero);
        }

        await bench.AnnounceAsync();

        Assert.Equal(AlertKind.AboveReserve, Assert.Single(bench.Alerts.Told).Type);
    }

    /// <summary>Days of 23, 24 and 25 hours: each raises its own threshold, none of them twice.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T10:00:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-24T10:00:00Z", 25)]
    [InlineData("America/New_York", "2026-10-31T15:00:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-04T02:00:00Z", 24.5)]
    [InlineData("UTC", "2026-03-28T10:00:00Z", 24)]
    public async Task AThreshold_ComesBackWithTheLocalDay_HoweverLongItIs(string zone, string start, double hoursOfTheChange)
    {
        await using var bench = await BudgetBench.CreateAsync(new HeldClock(DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture)));
        await bench.AddAsync(bench.Wish("10.00") with { TimeZone = zone, AlertPercents = [50], WarnPercent = 50 });
        for (var day = 0; day < 3; day++)
        {
            await bench.SpendAsync("6.00");
            await bench.SpendAsync("0.10");
            await bench.AnnounceAsync();
            bench.Clock.Set(bench.Keeper.Chain(bench.Call).Slots[0].Current!.Window.EndsAt);
            await bench.Ticker.TickAsync(None);
        }

        var told = bench.Alerts.Told.Where(notice => notice.State == NoticeState.Raised).Select(notice => notice.Budget!).ToList();
        Assert.Equal([50, 50, 50], told.Select(budget => budget.Threshold!.Value));
        Assert.Equal(told[0].ResetsAt, told[1].StartsAt);
        Assert.Equal(hoursOfTheChange, (told[1].ResetsAt - told[1].StartsAt)!.Value.TotalHours);
    }

    /// <summary>Random spending, lost announcements, restarts, resets and days, against the thresholds counted by hand.</summary>
    [Fact]
    public async Task AnySequenceOfSpending_RaisesExactlyTheThresholdsThatWereCrossed()
    {
        var rounds = Environment.GetEnvironmentVariable("TOLLGATE_LONG") is null ? 25 : 500;
        for (var seed = 0; seed < rounds; seed++)
        {
            await RunAsync(new Random(seed));
        }
    }

    private static async Task RunAsync(Random random)
    {
        await using var bench = await BudgetBench.CreateAsync();
        var percents = Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(1, 130)).Order().ToArray();
        var budget = await bench.AddAsync(bench.Wish($"{random.Next(1, 50)}.00") with { AlertPercents = percents, WarnPercent = random.Next(1, 101), Hard = false });
        var thresholds = percents.Append(budget.WarnPercent).Append(90).Append(100).Distinct().ToList();
        var expected = new HashSet<(Guid Window, int Threshold)>();
        var spent = 0L;
        for (var step = 0; step < 30; step++)
        {
            switch (random.Next(12))
            {
                case 0:
                    await bench.RestartAsync();
                    break;
                case 1:
                    await bench.Clerk.ResetAsync(budget, null, None);
                    spent = 0;
                    break;
                case 2:
                    bench.Clock.Advance(TimeSpan.FromHours(random.Next(1, 30)));
                    await bench.Ticker.TickAsync(None);
                    break;
                case 3:
                    bench.LoseAlerts();
                    break;
                case 4:
                    await bench.AnnounceAsync();
                    break;
                default:
                    var cost = new Money(random.NextInt64(budget.Limit.Nanos / 4));
                    await bench.SpendAsync(cost.ToString());
                    var window = bench.Keeper.Chain(bench.Call).Slots[0].Current!;
                    spent = window.Settled.Nanos;
                    expected.UnionWith(thresholds.Where(threshold => spent * 100 >= budget.Limit.Nanos * threshold).Select(threshold => (window.Id, threshold)));
                    break;
            }
        }

        await bench.AnnounceAsync();
        await bench.Sweep.RunAsync(None);

        var raised = bench.Alerts.Told.Where(notice => notice.State == NoticeState.Raised).Select(notice => (notice.Budget!.WindowId, notice.Budget.Threshold!.Value)).ToList();
        Assert.Equal(raised.Count, raised.Distinct().Count());
        Assert.Equal(expected.Order(), raised.Order());
    }
}
