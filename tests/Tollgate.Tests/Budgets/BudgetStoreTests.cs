using System.Globalization;
using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.Storage;

namespace Tollgate.Tests.Budgets;

public sealed class BudgetStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ABudget_ComesBackAsItWasMade()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var made = await bench.AddAsync(bench.Wish("5.000000001") with
        {
            Scope = BudgetScope.Session, Target = "s-1", Counts = BudgetCounts.Notional, Each = BudgetEach.Key, TimeZone = "Europe/Berlin", Hard = false, OnNoFit = NoFit.Refuse,
            DowngradeTo = "small", WarnPercent = 60, AlertPercents = [10, 20], FailMode = FailMode.Open, StatusOverride = 402, Contact = "ann",
        });

        var found = await bench.Store.GetAsync(bench.Organization, made.Id, None);

        Assert.Equal(made with { AlertPercents = found!.AlertPercents }, found);
        Assert.Equal([10, 20], found.AlertPercents);
    }

    [Fact]
    public async Task ABudgetOfAnotherOrganization_IsNotFound()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var made = await bench.AddAsync(bench.Wish("5.00"));
        var other = Ids.New(bench.Clock);

        Assert.Null(await bench.Store.GetAsync(other, made.Id, None));
        Assert.False(await bench.Store.DeleteAsync(other, made.Id, None));
        Assert.Empty(await bench.Store.ListAsync(other, Guid.Empty, 10, None));
        Assert.True((await bench.Store.UpdateAsync(made with { OrganizationId = other }, None)).IsRefused);
    }

    [Fact]
    public async Task AWrongBudget_IsRefusedByTheNameOfItsField()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var good = bench.Wish("5.00");
        (NewBudget Wish, string Field)[] cases =
        [
            (good with { Limit = Money.Zero }, "limit_usd"), (good with { TimeZone = "Mars/Olympus" }, "time_zone"), (good with { Target = "x" }, "target"),
            (good with { Scope = BudgetScope.Key, Target = "x" }, "target"), (good with { Scope = BudgetScope.Session }, "target"),
            (good with { AlertPercents = [90, 50] }, "alert_percents"), (good with { WarnPercent = 0 }, "warn_percent"),
            (good with { StatusOverride = 200 }, "refusal_status"), (good with { Name = "" }, "name"),
        ];

        foreach (var (wish, field) in cases)
        {
            Assert.Equal(field, (await bench.Store.CreateAsync(wish, None)).Refusal?.Parameter);
        }
    }

    [Fact]
    public async Task ANameThatIsTaken_IsAConflict_UntilItsOwnerIsDeleted()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var made = await bench.AddAsync(bench.Wish("5.00"));

        var taken = await bench.Store.CreateAsync(bench.Wish("6.00"), None);
        await bench.Store.DeleteAsync(bench.Organization, made.Id, None);

        Assert.Equal(RefusalCode.Conflict, taken.Refusal!.Code);
        Assert.False((await bench.Store.CreateAsync(bench.Wish("6.00"), None)).IsRefused);
    }

    [Fact]
    public async Task ABudgetMadeInMidWindow_CountsWhatTheLedgerHolds()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await AddCallAsync(bench, bench.Clock.GetUtcNow().AddHours(-1), bench.Call.KeyId, "1.00", "0.50");
        await AddCallAsync(bench, bench.Clock.GetUtcNow().AddHours(-9), bench.Call.KeyId, "40.00", "0.00");
        await AddCallAsync(bench, bench.Clock.GetUtcNow().AddHours(-1), Ids.New(bench.Clock), "40.00", "0.00");

        var budget = await bench.AddAsync(bench.Wish("5.00") with { Scope = BudgetScope.Key, Target = bench.Call.KeyId.ToString() });
        var standing = await bench.StandingAsync(budget);

        Assert.Equal((Money.Parse("1.00"), Money.Parse("0.50"), Money.Parse("3.50")), (standing.Settled, standing.Uncertain, standing.Remaining));
        Assert.Equal(1, bench.CatchUps);
        Assert.Empty(await bench.Windows.ImbalancesAsync(None));
    }

    [Fact]
    public async Task History_IsByDaysOfTheBudgetsZone()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var midnight = DateTimeOffset.Parse("2026-11-20T23:00:00Z", CultureInfo.InvariantCulture);
        await AddCallAsync(bench, midnight, bench.Call.KeyId, "1.00", "0.00");
        await AddCallAsync(bench, midnight.AddTicks(-10), bench.Call.KeyId, "2.00", "0.00");
        var budget = await bench.AddAsync(bench.Wish("5.00", WindowKind.Month) with { TimeZone = "Europe/Berlin" });

        var history = await bench.Standings.HistoryAsync(budget, 30, None);

        Assert.Equal(
            [new BudgetDay(new DateOnly(2026, 11, 21), Money.Parse("1.00"), Money.Zero), new BudgetDay(new DateOnly(2026, 11, 20), Money.Parse("2.00"), Money.Zero)],
            history);
    }

    [Fact]
    public async Task History_BeginsWhenTheBudgetWasMade()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await AddCallAsync(bench, bench.Clock.GetUtcNow().AddDays(-1), bench.Call.KeyId, "2.00", "0.00");
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        var made = DateOnly.FromDateTime(bench.Clock.GetUtcNow().UtcDateTime);
        bench.Clock.Advance(TimeSpan.FromDays(2));

        var history = await bench.Standings.HistoryAsync(budget, 30, None);

        Assert.Equal([made.AddDays(2), made.AddDays(1), made], history.Select(day => day.Date));
    }

    [Fact]
    public async Task Summary_CountsWindowsByStatus()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("1.00"));
        await bench.AddAsync(bench.Wish("1.25", WindowKind.Month));
        await bench.AddAsync(bench.Wish("100.00", WindowKind.Lifetime));
        await bench.SpendAsync("1.00");

        var summary = await bench.Standings.SummaryAsync(bench.Organization, None);

        Assert.Equal(new BudgetSummary(3, 1, 1, 0, 1), summary);
    }

    [Fact]
    public async Task Announced_SurvivesARestart_SoThatNoThresholdIsAnnouncedTwice()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("6.00");
        bench.CloseAlerts();
        await bench.Ticker.AnnounceAsync(None);
        await bench.Sweep.RunAsync(None);

        await bench.RestartAsync();
        await bench.SpendAsync("0.10");

        Assert.Equal(50, bench.Keeper.Chain(bench.Call).Slots[0].Current!.Announced);
        Assert.Equal(50L, await bench.Database.ScalarAsync("select announced_percent from budget_window"));
    }

    private static async Task AddCallAsync(BudgetBench bench, DateTimeOffset at, Guid keyId, string cost, string uncertain)
    {
        await using var command = bench.Database.Source.CreateCommand(
            """
            insert into request (id, organization_id, key_id, started_at, ended_at, status, result, attempts, cost_nanos, uncertain_nanos, saved_nanos,
              input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens, flags, route, is_stream, surface, dialect)
            values (@id, @organization, @key, @at, @at, 200, 'completed', 1, @cost, @uncertain, 0, 0, 0, 0, 0, 0, 0, '/v1/messages', 0, 'messages', 'anthropic')
            """);
        command.Add("@id", Ids.New(bench.Clock)).Add("@organization", bench.Organization).Add("@key", keyId).Add("@at", at)
            .Add("@cost", Money.Parse(cost)).Add("@uncertain", Money.Parse(uncertain));
        await command.ExecuteNonQueryAsync(None);
    }
}
