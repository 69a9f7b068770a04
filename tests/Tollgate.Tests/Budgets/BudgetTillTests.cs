using Tollgate.Budgets;
using Tollgate.Core;
using static Tollgate.Tests.Budgets.TillBench;

namespace Tollgate.Tests.Budgets;

public sealed class BudgetTillTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Reserve_EqualToTheLimit_IsAllowed()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("10.00")]);
        bench.Hold(windows, "9.00").Settle(Usd("9.00"), Money.Zero);

        Assert.Equal(TillAnswerKind.Exceeded, bench.Till.TryReserve(windows, Ask("1.000000001")).Kind);
        Assert.Equal(TillAnswerKind.Granted, bench.Till.TryReserve(windows, Ask("1.00")).Kind);
    }

    [Fact]
    public void Reserve_WhenOneWindowOfTheChainIsShort_TakesFromNone()
    {
        var bench = new TillBench();
        var (wide, narrow) = (bench.Window("100.00"), bench.Window("1.00"));

        var answer = bench.Till.TryReserve(new WindowSet([wide, narrow]), Ask("2.00"));

        Assert.Equal(TillAnswerKind.Exceeded, answer.Kind);
        Assert.Equal((Money.Zero, Money.Zero), (wide.Reserved, narrow.Reserved));
    }

    [Fact]
    public void Reserve_InASoftWindow_NeverRefuses()
    {
        var bench = new TillBench();
        var soft = bench.Window("1.00", isHard: false);

        using var hold = bench.Hold(new WindowSet([soft]), "5.00");

        Assert.Equal(Usd("5.00"), soft.Reserved);
    }

    [Fact]
    public async Task Reserve_WhileOthersHoldTheMoney_WaitsAndIsWokenWhenItReturns()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("5.00")]);
        var first = bench.Hold(windows, "4.00");

        var waiting = bench.Till.ReserveAsync(windows, Ask("3.00"), None);
        Assert.False(waiting.IsCompleted);
        first.Settle(Usd("2.00"), Money.Zero);

        var answer = await waiting;
        Assert.Equal(Usd("3.00"), answer.Hold!.Amount);
        Assert.False(answer.Hold.IsClamped);
    }

    [Fact]
    public async Task Reserve_WhenTheWaitIsOver_IsClampedToWhatFits()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("5.00")]);
        bench.Hold(windows, "3.00");

        var waiting = bench.Till.ReserveAsync(windows, Ask("4.00", "0.10"), None);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));

        var answer = await waiting;
        Assert.Equal(Usd("2.00"), answer.Hold!.Amount);
        Assert.True(answer.Hold.IsClamped);
    }

    [Fact]
    public async Task Reserve_WhenTheWaitIsOverAndNothingFits_IsHeld()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("5.00")]);
        bench.Hold(windows, "4.95");

        var waiting = bench.Till.ReserveAsync(windows, Ask("4.00", "0.10"), None);
        bench.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TillAnswerKind.Held, (await waiting).Kind);
    }

    [Fact]
    public void Reserve_WhenTheWholeCouldNeverFit_IsClampedAtOnce()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("5.00")]);
        bench.Hold(windows, "1.00");

        var answer = bench.Till.TryReserve(windows, Ask("6.00", "0.10"));

        Assert.Equal((Usd("4.00"), true), (answer.Hold!.Amount, answer.Hold.IsClamped));
    }

    [Fact]
    public async Task Reserve_WhenReservationsAreSettledInFull_IsExceededWithoutWaitingOn()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("5.00")]);
        var hold = bench.Hold(windows, "5.00");

        var waiting = bench.Till.ReserveAsync(windows, Ask("1.00"), None);
        hold.Settle(Usd("5.00"), Money.Zero);

        Assert.Equal(TillAnswerKind.Exceeded, (await waiting).Kind);
    }

    [Fact]
    public async Task Reserve_ByALateSmallCall_StandsBehindALargeOneThatWaits()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("5.00")]);
        var first = bench.Hold(windows, "4.00");
        var large = bench.Till.ReserveAsync(windows, Ask("4.50"), None);

        var small = bench.Till.ReserveAsync(windows, Ask("0.50"), None);
        Assert.False(small.IsCompleted);
        first.Dispose();

        Assert.Equal(Usd("4.50"), (await large).Hold!.Amount);
        Assert.Equal(Usd("0.50"), (await small).Hold!.Amount);
    }

    [Fact]
    public async Task Reserve_OfAnotherKeyOfTheTeam_DoesNotWaitForThatKeysBudget()
    {
        var bench = new TillBench();
        var (team, mine, yours) = (bench.Window("100.00"), bench.Window("1.00"), bench.Window("1.00"));
        bench.Hold(new WindowSet([team, mine]), "1.00");
        var waiting = bench.Till.ReserveAsync(new WindowSet([team, mine]), Ask("1.00"), None);

        var answer = bench.Till.TryReserve(new WindowSet([team, yours]), Ask("1.00"));

        Assert.Equal(TillAnswerKind.Granted, answer.Kind);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Reserve_WhenTheClientLeaves_MakesRoomForTheNext()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("5.00")]);
        bench.Hold(windows, "1.00");
        using var client = new CancellationTokenSource();
        var large = bench.Till.ReserveAsync(windows, Ask("5.00"), client.Token);
        var small = bench.Till.ReserveAsync(windows, Ask("1.00"), None);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        Assert.Equal(Usd("1.00"), (await small).Hold!.Amount);
    }

    [Fact]
    public void Settle_Twice_ChangesNothing()
    {
        var bench = new TillBench();
        var cell = bench.Window("5.00");
        var hold = bench.Hold(new WindowSet([cell]), "2.00");

        hold.Settle(Usd("1.50"), Usd("0.25"));
        hold.Settle(Usd("1.50"), Usd("0.25"));
        hold.Dispose();

        Assert.Equal((Usd("1.50"), Usd("0.25"), Money.Zero, Usd("3.25")), (cell.Settled, cell.Uncertain, cell.Reserved, cell.Available));
    }

    [Fact]
    public void Settle_AboveTheReserve_IsRecordedFlaggedAndAlerted()
    {
        var bench = new TillBench();
        var cell = bench.Window("5.00");
        var hold = bench.Hold(new WindowSet([cell]), "4.00");

        hold.Settle(Usd("6.00"), Money.Zero);

        Assert.True(hold.IsAboveReserve);
        Assert.Equal(Usd("6.00"), cell.Settled);
        Assert.Contains(bench.Alerts, alert => alert.Kind == BudgetAlertKind.AboveReserve);
    }

    [Fact]
    public void ShrinkTo_GivesTheDifferenceBack_AndNeverGrows()
    {
        var bench = new TillBench();
        var cell = bench.Window("5.00");
        using var hold = bench.Hold(new WindowSet([cell]), "4.00");

        hold.ShrinkTo(Usd("1.00"));
        hold.ShrinkTo(Usd("3.00"));

        Assert.Equal((Usd("1.00"), Usd("4.00")), (hold.Amount, cell.Available));
    }

    [Fact]
    public void Thresholds_OfAJump_AreAllAnnouncedOnce()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("10.00")]);
        bench.Hold(windows, "4.00").Settle(Usd("4.00"), Money.Zero);
        bench.Hold(windows, "6.00").Settle(Usd("6.00"), Money.Zero);

        var heard = bench.Alerts.Select(alert => alert.Threshold);

        Assert.Equal([50, 70, 75, 90, 100], heard);
    }

    [Fact]
    public void Thresholds_UnderConcurrency_AreAnnouncedOnceEach()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("10.00")]);

        Parallel.For(0, 1000, _ => bench.Hold(windows, "0.01").Settle(Usd("0.01"), Money.Zero));

        Assert.Equal([50, 70, 75, 90, 100], bench.Alerts.Select(alert => alert.Threshold));
    }

    [Fact]
    public void Reserve_AfterTheWindowEnded_IsStale()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("5.00")]);
        bench.Clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(TillAnswerKind.Stale, bench.Till.TryReserve(windows, Ask("1.00")).Kind);
    }

    [Fact]
    public void Reserve_AndSettle_AllocateTheHoldAndNothingElse()
    {
        var bench = new TillBench();
        var windows = new WindowSet([bench.Window("1000.00"), bench.Window("1000.00")]);
        var (ask, cost) = (Ask("0.000001"), Usd("0.0000005"));
        Cycle(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Cycle(1000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1000 * 64);

        void Cycle(int times)
        {
            for (var i = 0; i < times; i++)
            {
                bench.Till.TryReserve(windows, ask).Hold!.Settle(cost, Money.Zero);
            }
        }
    }
}
