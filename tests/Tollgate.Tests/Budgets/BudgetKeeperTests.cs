using Tollgate.Budgets;
using Tollgate.Core;
using Tollgate.Ledger;

namespace Tollgate.Tests.Budgets;

public sealed class BudgetKeeperTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Reserve_WithoutABudget_IsUnlimited()
    {
        await using var bench = await BudgetBench.CreateAsync();

        var hold = await bench.ReserveAsync("1000.00");

        Assert.Equal((Money.Parse("1000.00"), false, 0), (hold.Value!.Amount, hold.Value.IsClamped, hold.Value.Windows.Length));
        Assert.True(bench.Keeper.Chain(bench.Call).IsEmpty);
    }

    [Fact]
    public async Task Reserve_OnASpentBudget_SaysHowMuchAndWhenItRenewsAndWhomToAsk()
    {
        await using var bench = await BudgetBench.CreateAsync(new TestKit.HeldClock(new DateTimeOffset(2026, 7, 21, 8, 0, 0, TimeSpan.Zero)));
        await bench.AddAsync(bench.Wish("500.00", WindowKind.Month) with { Name = "team-a/month", Contact = "ann@example.com", StatusOverride = 403 });
        await bench.SpendAsync("500.00");

        var refusal = (await bench.ReserveAsync("0.01")).Refusal!;

        Assert.Equal("Budget 'team-a/month' is spent ($500.00 of $500.00). It renews on 1 August 00:00 UTC. Ask ann@example.com.", refusal.Sentence);
        Assert.Equal((RefusalCode.BudgetExceeded, (int?)403, null), (refusal.Code, refusal.StatusOverride, refusal.RetryAfter));
        Assert.Equal((Money.Parse("500.00"), Money.Parse("500.00"), Money.Zero, Money.Parse("0.01")), (refusal.Limit, refusal.Settled, refusal.Reserved, refusal.Asked));
        Assert.Equal(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero), refusal.ResetsAt);
    }

    [Fact]
    public async Task Reserve_WhereNothingIsLeftButDoubt_SaysWhatTheDoubtIsAndHowItEnds()
    {
        await using var bench = await BudgetBench.CreateAsync(new TestKit.HeldClock(new DateTimeOffset(2026, 7, 21, 8, 0, 0, TimeSpan.Zero)));
        var budget = await bench.AddAsync(bench.Wish("2.00") with { Name = "me" });
        await bench.SpendAsync("0.50", uncertain: "1.00");
        await bench.SpendAsync("0.25", uncertain: "0.25");

        var refusal = (await bench.ReserveAsync("0.01")).Refusal!;

        Assert.Equal(
            $"Budget 'me' has nothing left ($0.75 of $2.00 spent, $1.25 uncertain). It renews on 22 July 00:00 UTC. $1.25 is uncertain: 2 calls ended before their cost was known. An admin gives it back with `tollgate budgets release-uncertain {budget.Id} --reason …`; else it counts until the window ends.",
            refusal.Sentence);
    }

    [Fact]
    public async Task UncertainMoney_OfAnEarlierRun_KeepsItsCountOfCalls_UntilItIsReleased()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("2.00"));
        await bench.SpendAsync("0.50", uncertain: "1.00");
        await bench.SpendAsync("0.10");
        await bench.RestartAsync();

        var before = await bench.StandingAsync(budget);
        await bench.Clerk.ReleaseUncertainAsync(budget, None);
        await bench.SpendAsync("0.10", uncertain: "0.20");
        var after = await bench.StandingAsync(budget);

        Assert.Equal(((int?)1, (int?)1), (before.UncertainCalls, after.UncertainCalls));
        Assert.Contains("$1.00 is uncertain: 1 call ended before its cost was known", before.UncertainNote, StringComparison.Ordinal);
        Assert.Contains("$0.20 is uncertain: 1 call ended before its cost was known", after.UncertainNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UncertainMoney_ThatNobodyCounted_HasNoCount_AndSaysSo()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("2.00"));
        await bench.SpendAsync("0.50", uncertain: "1.00");
        await bench.Database.ScalarAsync("update budget_window set uncertain_calls = null returning 1");
        await bench.RestartAsync();
        await bench.SpendAsync("0.10", uncertain: "0.20");

        var standing = await bench.StandingAsync(budget);

        Assert.Null(standing.UncertainCalls);
        Assert.Contains("$1.20 is uncertain: calls ended before their cost was known", standing.UncertainNote, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_OfOneUncertainCall_LeavesTheOther_NowAndAfterARestart()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        await bench.SpendAsync("0.50", uncertain: "1.00");
        await bench.SpendAsync("0.50", uncertain: "2.00");
        var cell = bench.Keeper.Chain(bench.Call).Slots[0].Current!;

        await bench.PostAsync([cell.Id], Money.Parse("0.25"), Money.Parse("-1.00"), LineKind.Adjustment);
        await bench.Opener.AdjustAsync(cell, Money.Parse("0.25"), Money.Parse("-1.00"), None);
        var now = await bench.StandingAsync(budget);
        await bench.RestartAsync();
        var later = await bench.StandingAsync(budget);

        Assert.Equal(((int?)1, Money.Parse("2.00")), (now.UncertainCalls, now.Uncertain));
        Assert.Equal(((int?)1, Money.Parse("2.00")), (later.UncertainCalls, later.Uncertain));
    }

    [Fact]
    public async Task Status_IsExceededWhileTheBudgetRefuses_AndUntilACallFitsAgain()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("2.00"));
        await bench.SpendAsync("1.00");

        var fresh = (await bench.StandingAsync(budget)).Status;
        _ = await bench.ReserveAsync("1.50");
        var refused = (await bench.StandingAsync(budget)).Status;
        var onHeaders = bench.Keeper.Status(bench.Keeper.Chain(bench.Call));
        (await bench.ReserveAsync("0.50")).Value!.Dispose();
        var served = (await bench.StandingAsync(budget)).Status;

        Assert.Equal((BudgetStatus.Ok, BudgetStatus.Exceeded, BudgetStatus.Exceeded, BudgetStatus.Ok), (fresh, refused, onHeaders, served));
    }

    [Fact]
    public async Task Reserve_OnALifetimeBudget_SaysThatItDoesNotRenew()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("1.00", WindowKind.Lifetime) with { Name = "run" });
        await bench.SpendAsync("0.75");

        var refusal = (await bench.ReserveAsync("0.50")).Refusal!;

        Assert.Equal("Budget 'run' has $0.25 left ($0.75 of $1.00 spent), less than the $0.50 that even a small answer may cost. It does not renew; its owner can raise it.", refusal.Sentence);
        Assert.Null(refusal.ResetsAt);
    }

    [Fact]
    public async Task Reserve_WhileOthersHoldTheMoney_IsRetryableAfterTheWait()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00"));
        using var other = (await bench.ReserveAsync("5.00")).Value!;

        var waiting = bench.ReserveAsync("1.00").AsTask();
        bench.Clock.Advance(TimeSpan.FromSeconds(2));
        var refusal = (await waiting).Refusal!;

        Assert.Equal(RefusalCode.BudgetHeld, refusal.Code);
        Assert.InRange(refusal.RetryAfter!.Value.TotalSeconds, 1, 5);
        Assert.Equal(Money.Parse("5.00"), refusal.Reserved);
    }

    [Fact]
    public async Task Reserve_UnderABudgetThatRefusesClamps_IsRefusedInsteadOfClamped()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00") with { OnNoFit = NoFit.Refuse });

        var refused = await bench.ReserveAsync("6.00", "0.01");

        Assert.Equal(RefusalCode.BudgetExceeded, refused.Refusal!.Code);
    }

    [Fact]
    public async Task Reserve_OfAnUnknownBoundUnderASoftBudget_PassesAndIsCountedWhenSettled()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var soft = await bench.AddAsync(bench.Wish("1.00") with { Hard = false });

        var reserved = await bench.Keeper.ReserveAsync(bench.Keeper.Chain(bench.Call), new BudgetAsk(Money.MaxValue, Money.MaxValue), None);
        reserved.Value!.Settle(Money.Parse("3.00"), Money.Zero);

        var standing = await bench.StandingAsync(soft);
        Assert.Equal((Money.Parse("3.00"), BudgetStatus.Exceeded, 300m), (standing.Settled, standing.Status, standing.Percent));
    }

    [Fact]
    public async Task Window_RollsOverAtItsBoundary_AndACallSettlesWhereItWasReserved()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("5.00"));
        var late = (await bench.ReserveAsync("5.00")).Value!;

        bench.Clock.Advance(TimeSpan.FromHours(16));
        using var fresh = (await bench.ReserveAsync("5.00")).Value!;
        late.Settle(Money.Parse("4.00"), Money.Zero);

        var standing = await bench.StandingAsync(budget);
        Assert.NotEqual(late.Windows[0], fresh.Windows[0]);
        Assert.Equal((Money.Zero, Money.Parse("5.00")), (standing.Settled, standing.Reserved));
    }

    [Fact]
    public async Task Window_RollsOverWithoutTraffic()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00"));
        await bench.SpendAsync("5.00");
        var before = bench.Keeper.Chain(bench.Call).Slots[0].Current!;

        bench.Clock.Advance(TimeSpan.FromHours(16));
        await bench.Ticker.TickAsync(None);

        var after = bench.Keeper.Chain(bench.Call).Slots[0].Current!;
        Assert.True(before.IsClosed);
        Assert.Equal((Money.Parse("5.00"), Money.Zero), (after.Available, after.Settled));
    }

    [Fact]
    public async Task Waiters_WhenTheWindowEndsMeanwhile_GetTheNextOne()
    {
        await using var bench = await BudgetBench.CreateAsync(new TestKit.HeldClock(new DateTimeOffset(2026, 11, 21, 23, 59, 59, TimeSpan.Zero)));
        await bench.AddAsync(bench.Wish("5.00"));
        using var other = (await bench.ReserveAsync("5.00")).Value!;

        var waiting = bench.ReserveAsync("5.00").AsTask();
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await bench.Ticker.TickAsync(None);

        Assert.Equal(Money.Parse("5.00"), (await waiting).Value!.Amount);
    }

    [Fact]
    public async Task Chain_HoldsEveryBudgetThatCountsTheCall()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var call = bench.Call with { Session = "s-1", User = "ann" };
        foreach (var (scope, target) in new[]
        {
            (BudgetScope.Key, call.KeyId.ToString()), (BudgetScope.Session, "s-1"), (BudgetScope.Agent, "bot"), (BudgetScope.User, "ann"),
            (BudgetScope.Team, call.TeamId.ToString()), (BudgetScope.Organization, ""), (BudgetScope.Global, ""),
            (BudgetScope.Session, "s-2"), (BudgetScope.Agent, "other"), (BudgetScope.Key, call.TeamId.ToString()),
        })
        {
            await bench.AddAsync(bench.Wish("5.00") with { Scope = scope, Target = target, Name = $"{scope}/{target}" });
        }

        var chain = bench.Keeper.Chain(call);

        Assert.Equal(7, chain.Slots.Count);
        Assert.Same(chain, bench.Keeper.Chain(call));
    }

    [Fact]
    public async Task Chain_OfAnotherOrganization_HoldsOnlyGlobalBudgets()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00"));
        await bench.AddAsync(bench.Wish("9.00") with { Scope = BudgetScope.Global, Name = "all" });

        var chain = bench.Keeper.Chain(bench.Call with { OrganizationId = Ids.New(bench.Clock) });

        Assert.Equal("all", Assert.Single(chain.Slots).Budget.Name);
    }

    [Fact]
    public async Task Each_GivesEverySubjectAWindowOfItsOwn_ThatAnInventedNameCannotEscape()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00") with { Scope = BudgetScope.Team, Target = bench.Call.TeamId.ToString(), Each = BudgetEach.Agent });
        await bench.SpendAsync("5.00");

        var invented = await bench.ReserveAsync("1.00", call: bench.Call with { Agent = "somebody-else" });
        var other = await bench.ReserveAsync("5.00", call: bench.Call with { PrincipalId = Ids.New(bench.Clock), PrincipalName = "bot-2" });

        Assert.Equal(RefusalCode.BudgetExceeded, invented.Refusal!.Code);
        Assert.False(other.IsRefused);
    }

    [Fact]
    public async Task Status_IsTheWorstOfTheChain_AndRemainingTheLeast()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("10.00"));
        await bench.AddAsync(bench.Wish("100.00", WindowKind.Month));
        await bench.SpendAsync("7.00");

        var chain = bench.Keeper.Chain(bench.Call);

        Assert.Equal((BudgetStatus.Warn, Money.Parse("3.00")), (bench.Keeper.Status(chain), bench.Keeper.Remaining(chain)));
    }

    [Fact]
    public async Task Downgrade_OnceTheLimitIsReached_NamesTheModel()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("1.00") with { Hard = false, DowngradeTo = "small" });
        await bench.SpendAsync("1.00");

        var chain = bench.Keeper.Chain(bench.Call);

        Assert.Equal((BudgetStatus.Downgrade, "small"), (bench.Keeper.Status(chain), await bench.Keeper.DowngradeToAsync(chain, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task ADeletedBudget_CountsNothingMore_AndCallsInFlightEndAsUsual()
    {
        await using var bench = await BudgetBench.CreateAsync();
        var budget = await bench.AddAsync(bench.Wish("1.00"));
        var hold = (await bench.ReserveAsync("1.00")).Value!;

        await bench.Store.DeleteAsync(bench.Organization, budget.Id, None);
        hold.Settle(Money.Parse("1.00"), Money.Zero);

        Assert.True(bench.Keeper.Chain(bench.Call).IsEmpty);
    }
}
