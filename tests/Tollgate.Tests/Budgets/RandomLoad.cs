using Tollgate.Budgets;
using Tollgate.Core;

namespace Tollgate.Tests.Budgets;

/// <summary>Callers that reserve, shrink, settle, time out and give up at random on a chain of two windows.</summary>
internal sealed class RandomLoad
{
    private readonly TillBench bench = new(TimeSpan.Zero);
    private readonly WindowCell key;
    private readonly WindowCell team;
    private readonly WindowSet windows;
    private readonly int seed;
    private readonly int callers;
    private long trueBill;

    public RandomLoad(int seed, int callers)
    {
        this.seed = seed;
        this.callers = callers;
        key = bench.Window("1.00");
        team = bench.Window("2.00");
        windows = new WindowSet([key, team]);
    }

    public bool WasNeverAbove { get; private set; } = true;

    public Money StillReserved => key.Reserved + team.Reserved;

    public Task PlayAsync() => Task.WhenAll(Enumerable.Range(0, callers).Select(index => Task.Run(() => CallAsync(new Random((seed * 1000) + index)))));

    private async Task CallAsync(Random random)
    {
        var full = random.NextInt64(1_000_000, 60_000_000);
        var answer = await bench.Till.ReserveAsync(windows, new BudgetAsk(new Money(full), new Money(full / 4)), CancellationToken.None);
        if (answer.Hold is not { } hold)
        {
            return;
        }

        await Task.Yield();
        if (random.Next(4) == 0)
        {
            hold.ShrinkTo(new Money(hold.Amount.Nanos / 2));
        }

        End(hold, random);
        WasNeverAbove &= Interlocked.Read(ref trueBill) <= key.Limit.Nanos && key.Settled + key.Uncertain <= key.Limit;
    }

    private void End(BudgetHold hold, Random random)
    {
        if (random.Next(5) == 0)
        {
            hold.Dispose();
            return;
        }

        var bill = random.NextInt64(0, hold.Amount.Nanos + 1);
        Interlocked.Add(ref trueBill, bill);
        var known = random.Next(4) == 0 ? bill / 2 : bill;
        hold.Settle(new Money(known), known == bill ? Money.Zero : hold.Amount - new Money(known));
    }
}
