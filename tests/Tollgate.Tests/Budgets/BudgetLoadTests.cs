using Tollgate.Budgets;
using Tollgate.Core;
using static Tollgate.Tests.Budgets.TillBench;

namespace Tollgate.Tests.Budgets;

/// <summary>Many calls at once on one budget: never over it, and spent to the end.</summary>
public sealed class BudgetLoadTests
{
    private const int Runs = 1000;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task AThousandCallsOfTenCentsAtOnce_OnFiveDollars_AdmitExactlyFifty()
    {
        var bench = new TillBench();
        var cell = bench.Window("5.00");
        var windows = new WindowSet([cell]);
        var admitted = 0;

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(CallAsync, None)));

        Assert.Equal((50, Usd("5.00"), Money.Zero), (admitted, cell.Settled, cell.Reserved));

        async Task CallAsync()
        {
            var answer = await bench.Till.ReserveAsync(windows, Ask("0.10"), None);
            if (answer.Hold is { } hold)
            {
                Interlocked.Increment(ref admitted);
                await Task.Yield();
                hold.Settle(Usd("0.10"), Money.Zero);
            }
        }
    }

    [Fact]
    public async Task BoundsOfThreeTimesTheBill_WithClientsThatRetryHeld_SpendToWithinOneBound()
    {
        var bench = new TillBench();
        var cell = bench.Window("5.00");
        var windows = new WindowSet([cell]);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(ClientAsync, None)));

        Assert.InRange(cell.Settled.Nanos, Usd("4.70").Nanos, Usd("5.00").Nanos);
        Assert.Equal(Money.Zero, cell.Reserved);

        async Task ClientAsync()
        {
            while (true)
            {
                var answer = await bench.Till.ReserveAsync(windows, Ask("0.30"), None);
                if (answer.Kind == TillAnswerKind.Exceeded)
                {
                    return;
                }

                await Task.Yield();
                answer.Hold?.Settle(Usd("0.10"), Money.Zero);
            }
        }
    }

    [Fact]
    public async Task TwoHundredRandomCallsAtOnce_NeverOvershoot()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var run = new RandomLoad(seed, callers: 200);

            await run.PlayAsync();

            Assert.True(run.WasNeverAbove, $"seed {seed} overshot");
            Assert.Equal(Money.Zero, run.StillReserved);
        }
    }

    [Fact]
    public void AProviderThatBillsAllItMay_NeverGetsPastTheLimit()
    {
        var bench = new TillBench();
        var cell = bench.Window("5.00");
        var windows = new WindowSet([cell]);
        var bill = Money.Zero;
        var random = new Random(7);
        while (bench.Till.TryReserve(windows, new BudgetAsk(new Money(random.NextInt64(1, 900_000_000)), new Money(1_000_000))).Hold is { } hold)
        {
            // Reasoning to the limit, the dearest tier, full billing of timeouts: the whole bound, known or not.
            bill += hold.Amount;
            var known = new Money(random.NextInt64(0, hold.Amount.Nanos + 1));
            hold.Settle(known, hold.Amount - known);
        }

        Assert.True(bill <= Usd("5.00"));
        Assert.Equal(bill, cell.Settled + cell.Uncertain);
        Assert.True(cell.Available < new Money(1_000_000));
    }
}
