using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Tests.Budgets;

public sealed class BudgetClerkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Raise_IsInForceAtOnce_AndEndsAtItsTime()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        await bench.SpendAsync("5.00");
        await bench.Clerk.RaiseAsync(budget, Money.Parse("20.00"), bench.Clock.GetUtcNow().AddHours(1), "release day", "ann", None);

        await bench.SpendAsync("2.00");
        bench.Clock.Advance(TimeSpan.FromHours(1));
        await bench.Ticker.TickAsync(None);

        var standing = await bench.StandingAsync(budget);
        Assert.Equal((Money.Parse("5.00"), Money.Parse("7.00"), Money.Zero), (standing.Limit, standing.Settled, standing.Remaining));
        Assert.Equal(RefusalCode.BudgetExceeded, (await bench.ReserveAsync("0.01")).Refusal!.Code);
        Assert.Empty(await bench.Windows.ImbalancesAsync(None));
    }

    [Fact]
    public async Task Raise_WakesThoseWhoWait()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        using var other = (await bench.ReserveAsync("5.00")).Value!;
        var waiting = bench.ReserveAsync("4.00").AsTask();

        await bench.Clerk.RaiseAsync(budget, Money.Parse("4.00"), null, "more", "ann", None);

        Assert.Equal(Money.Parse("4.00"), (await waiting).Value!.Amount);
    }

    [Fact]
    public async Task Raise_OfALifetimeBudgetWithoutAnEnd_IsRefused()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00", WindowKind.Lifetime));

        var refused = await bench.Clerk.RaiseAsync(budget, Money.Parse("1.00"), null, "more", "ann", None);

        Assert.Equal("until", refused.Refusal!.Parameter);
    }

    [Fact]
    public async Task Lowering_BelowWhatIsOut_IsDebt_AndNothingIsGrantedUntilItIsPaid()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        var hold = (await bench.ReserveAsync("4.00")).Value!;

        await bench.Clerk.UpdateAsync(budget with { Limit = Money.Parse("3.00") }, None);
        hold.Settle(Money.Parse("2.50"), Money.Zero);
        await bench.PostAsync(hold.Windows.ToArray(), Money.Parse("2.50"), Money.Zero);

        var standing = await bench.StandingAsync(budget);
        Assert.Equal((Money.Parse("3.00"), Money.Parse("0.50")), (standing.Limit, standing.Remaining));
        Assert.Empty(await bench.Windows.ImbalancesAsync(None));
        Assert.Equal(RefusalCode.BudgetExceeded, (await bench.ReserveAsync("0.51")).Refusal!.Code);
        Assert.False((await bench.ReserveAsync("0.50")).IsRefused);
    }

    [Fact]
    public async Task Reset_ClosesTheWindowAndOpensTheNext_WithoutTouchingWhatWasSpent()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("10.00"));
        await bench.SpendAsync("9.00");
        var late = (await bench.ReserveAsync("1.00")).Value!;

        await bench.Clerk.ResetAsync(budget, null, None);
        await bench.SpendAsync("2.00");
        late.Settle(Money.Parse("1.00"), Money.Zero);
        await bench.PostAsync(late.Windows.ToArray(), Money.Parse("1.00"), Money.Zero);
        await bench.Ticker.TickAsync(None);

        Assert.Equal(Money.Parse("2.00"), (await bench.StandingAsync(budget)).Settled);
        Assert.Equal(Money.Parse("10.00").Nanos, await bench.Database.ScalarAsync("select settled_nanos from budget_window where closed_by = 'reset'"));
        Assert.Equal(1L, await bench.Database.ScalarAsync("select count(*) from budget_slice where state = 'returned'"));
        Assert.Empty(await bench.Windows.ImbalancesAsync(None));
    }

    [Fact]
    public async Task ReleaseUncertain_GivesBackWhatNobodyCouldProve()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        await bench.SpendAsync("1.00", uncertain: "4.00");
        Assert.Equal(RefusalCode.BudgetExceeded, (await bench.ReserveAsync("0.01")).Refusal!.Code);

        var released = await bench.Clerk.ReleaseUncertainAsync(budget, None);

        Assert.Equal(Money.Parse("4.00"), released);
        Assert.False((await bench.ReserveAsync("4.00")).IsRefused);
        Assert.Empty(await bench.Windows.ImbalancesAsync(None));
    }

    [Fact]
    public async Task AnAdjustmentFromProof_SettlesPartOfTheUncertain_AndGivesTheRestBack()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        await bench.SpendAsync("1.00", uncertain: "4.00");
        var cell = bench.Keeper.Chain(bench.Call).Slots[0].Current!;

        await bench.PostAsync([cell.Id], Money.Parse("0.50"), Money.Parse("-4.00"), LineKind.Adjustment);
        await bench.Opener.AdjustAsync(cell, Money.Parse("0.50"), Money.Parse("-4.00"), None);

        var standing = await bench.StandingAsync(budget);
        Assert.Equal((Money.Parse("1.50"), Money.Zero, Money.Parse("3.50")), (standing.Settled, standing.Uncertain, standing.Remaining));
        Assert.False((await bench.ReserveAsync("3.50")).IsRefused);
        Assert.Empty(await bench.Windows.ImbalancesAsync(None));
    }

    [Fact]
    public async Task AfterACrash_WhatWasSettledCounts_WhatWasSentIsUncertain_AndTheRestIsFree()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        var settled = (await bench.ReserveAsync("1.00")).Value!;
        var sent = (await bench.ReserveAsync("2.00")).Value!;
        await bench.PostAsync(settled.Windows.ToArray(), Money.Parse("0.75"), Money.Zero);
        await bench.PostAsync(sent.Windows.ToArray(), Money.Zero, Money.Parse("2.00"));

        await bench.RestartAsync();

        var standing = await bench.StandingAsync(budget);
        Assert.Equal((Money.Parse("0.75"), Money.Parse("2.00"), Money.Parse("2.25")), (standing.Settled, standing.Uncertain, standing.Remaining));
        Assert.False((await bench.ReserveAsync("2.25")).IsRefused);
        Assert.Empty(await bench.Windows.ImbalancesAsync(None));
    }

    [Fact]
    public async Task AfterACrashWithADamagedJournal_TheRemainderStaysSuspendedUntilAnOperatorDecides()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        await bench.SpendAsync("1.00");

        await bench.RestartAsync(isJournalWhole: false);
        await bench.RestartAsync();
        var refused = await bench.ReserveAsync("0.01");
        var released = await bench.Clerk.ReleaseUncertainAsync(budget, None);

        Assert.Equal(RefusalCode.BudgetExceeded, refused.Refusal!.Code);
        Assert.Equal(Money.Parse("4.00"), released);
        Assert.False((await bench.ReserveAsync("4.00")).IsRefused);
        Assert.Empty(await bench.Windows.ImbalancesAsync(None));
    }

    [Fact]
    public async Task AnIdleLineOfASplitRule_IsForgotten_AndFoundAgainWithItsMoney()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00") with { Each = BudgetEach.Key });
        await bench.SpendAsync("3.00");

        bench.Clock.Advance(TimeSpan.FromMinutes(11));
        await bench.Ticker.TickAsync(None);
        var isForgotten = !bench.Book.Slots.Any();

        Assert.True(isForgotten);
        Assert.Equal(RefusalCode.BudgetExceeded, (await bench.ReserveAsync("2.01")).Refusal!.Code);
        Assert.False((await bench.ReserveAsync("2.00")).IsRefused);
    }

    [Fact]
    public async Task AnIdleLine_WhoseSpendingIsNotInTheDatabaseYet_IsKept()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00") with { Each = BudgetEach.Key });
        (await bench.ReserveAsync("3.00")).Value!.Settle(Money.Parse("3.00"), Money.Zero);

        bench.Clock.Advance(TimeSpan.FromMinutes(11));
        await bench.Ticker.TickAsync(None);

        Assert.Single(bench.Book.Slots);
        Assert.Equal(RefusalCode.BudgetExceeded, (await bench.ReserveAsync("2.01")).Refusal!.Code);
    }
}
