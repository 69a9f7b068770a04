using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Hosting.Memory;

namespace Tollgate.Tests.Hosting.Memory;

public sealed class MemoryPlanTests
{
    private const long Large = 2048L << 20;

    [Fact]
    public void A_small_heap_is_left_alone()
    {
        var plan = new MemoryPlan();

        Assert.False(plan.Decide(new MemoryLook(MemoryPlan.Small, 0)));
        Assert.False(plan.Decide(new MemoryLook(MemoryPlan.Small, 0)));
    }

    [Fact]
    public void Nothing_is_collected_while_there_is_work()
    {
        var plan = new MemoryPlan();

        Assert.False(plan.Decide(new MemoryLook(Large, MemoryPlan.Busy)));
        Assert.False(plan.Decide(new MemoryLook(Large, 2 * MemoryPlan.Busy)));
        Assert.True(plan.Decide(new MemoryLook(Large, (3 * MemoryPlan.Busy) - 1)));
    }

    [Fact]
    public void It_goes_on_while_it_helps_and_for_as_long_as_pools_may_need()
    {
        var plan = new MemoryPlan();
        for (var look = 0; look < 3; look++)
        {
            Assert.True(plan.Decide(new MemoryLook(Large, 0)));
            plan.Collected(Large, new MemoryLook(Large - MemoryPlan.Worth, 0));
        }

        for (var vain = 0; vain < MemoryPlan.Vain; vain++)
        {
            Assert.True(plan.Decide(new MemoryLook(Large, 0)));
            plan.Collected(Large, new MemoryLook(Large, 0));
        }

        Assert.False(plan.Decide(new MemoryLook(Large, 0)));
    }

    [Fact]
    public void A_heap_that_grew_is_tried_anew()
    {
        var plan = new MemoryPlan();
        for (var vain = 0; vain < MemoryPlan.Vain; vain++)
        {
            plan.Decide(new MemoryLook(Large, 0));
            plan.Collected(Large, new MemoryLook(Large, 0));
        }

        Assert.False(plan.Decide(new MemoryLook(Large + MemoryPlan.Worth, 0)));
        Assert.True(plan.Decide(new MemoryLook(Large + MemoryPlan.Worth + 1, 0)));
    }

    [Fact]
    public async Task A_keeper_looks_until_it_is_told_to_stop()
    {
        var keeper = new MemoryKeeper(TimeProvider.System, NullLogger<MemoryKeeper>.Instance);
        keeper.Look();
        using var stop = new CancellationTokenSource();

        var running = keeper.RunAsync(stop.Token);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }
}
