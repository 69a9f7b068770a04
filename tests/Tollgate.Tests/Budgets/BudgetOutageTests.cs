using Tollgate.Budgets;
using Tollgate.Core;

namespace Tollgate.Tests.Budgets;

/// <summary>The database is away.</summary>
public sealed class BudgetOutageTests
{
    private const string Break = "alter table budget_window rename to budget_window_away";

    [Fact]
    public async Task AWindowThatIsOpen_GoesOnServing()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00"));
        (await bench.ReserveAsync("1.00")).Value!.Dispose();
        await bench.Database.ScalarAsync(Break);

        Assert.False((await bench.ReserveAsync("5.00")).IsRefused);
    }

    [Fact]
    public async Task AWindowThatCannotBeOpened_FailsClosed_AndIsRetryable()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00"));
        await bench.Database.ScalarAsync(Break);

        var refusal = (await bench.ReserveAsync("1.00")).Refusal!;

        Assert.Equal((RefusalCode.NotReady, TimeSpan.FromSeconds(5)), (refusal.Code, refusal.RetryAfter));
    }

    [Fact]
    public async Task ABudgetWhoseOwnerSaidSo_FailsOpen_AndCountsAgainWhenTheDatabaseIsBack()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00") with { FailMode = FailMode.Open });
        await bench.Database.ScalarAsync(Break);
        using var uncounted = (await bench.ReserveAsync("9.00")).Value!;

        await bench.Database.ScalarAsync("alter table budget_window_away rename to budget_window");

        Assert.Equal(0, uncounted.Windows.Length);
        Assert.Equal(RefusalCode.BudgetExceeded, (await bench.ReserveAsync("9.00")).Refusal!.Code);
    }

    [Fact]
    public async Task AChainThatIsOpen_IsReservedFromWithoutLeavingMemory()
    {
        await using var bench = await BudgetBench.CreateAsync();
        await bench.AddAsync(bench.Wish("5.00"));
        (await bench.ReserveAsync("1.00")).Value!.Dispose();
        var (call, ask) = (bench.Call, new BudgetAsk(new Money(2), new Money(1)));
        Cycle(100);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Cycle(1000);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1000 * 64);

        void Cycle(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var reserved = bench.Keeper.ReserveAsync(bench.Keeper.Chain(call), ask, CancellationToken.None);
                reserved.GetAwaiter().GetResult().Value!.Settle(new Money(1), Money.Zero);
            }
        }
    }
}
