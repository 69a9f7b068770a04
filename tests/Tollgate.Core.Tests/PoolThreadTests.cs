namespace Tollgate.Core.Tests;

public sealed class PoolThreadTests
{
    [Fact]
    public async Task A_thread_that_serves_sockets_is_left()
    {
        var seen = await OnThreadOfItsOwnAsync(null, async () =>
        {
            var before = Thread.CurrentThread.IsThreadPoolThread;
            await PoolThread.SwitchAsync();
            return (before, Thread.CurrentThread.IsThreadPoolThread);
        });

        Assert.Equal((false, true), seen);
    }

    [Theory]
    [InlineData(32 * 1024, false)]
    [InlineData((32 * 1024) + 1, true)]
    public async Task Only_work_over_many_bytes_is_worth_it(int bytes, bool isLeft)
    {
        var seen = await OnThreadOfItsOwnAsync(null, async () =>
        {
            await PoolThread.SwitchAsync(bytes);
            return Thread.CurrentThread.IsThreadPoolThread;
        });

        Assert.Equal(isLeft, seen);
    }

    [Fact]
    public async Task The_switch_keeps_what_flows_with_the_call()
    {
        var flowing = new AsyncLocal<string>();
        var seen = await OnThreadOfItsOwnAsync(null, async () =>
        {
            flowing.Value = "call";
            await PoolThread.SwitchAsync();
            return flowing.Value;
        });

        Assert.Equal("call", seen);
    }

    [Fact]
    public void A_continuation_that_flows_its_own_context_is_run_too()
    {
        using var done = new ManualResetEventSlim();

        PoolThread.SwitchAsync().GetAwaiter().OnCompleted(done.Set);

        Assert.True(done.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_thread_of_the_pool_goes_on_at_once() =>
        Assert.True(await Task.Run(static () => PoolThread.SwitchAsync().IsCompleted));

    [Fact]
    public async Task A_thread_with_a_context_of_its_own_goes_on_at_once() =>
        Assert.True(await OnThreadOfItsOwnAsync(new Context(), static () => Task.FromResult(PoolThread.SwitchAsync().IsCompleted)));

    private static Task<T> OnThreadOfItsOwnAsync<T>(SynchronizationContext? context, Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<Task<T>>();
        new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            done.SetResult(work());
        }).Start();
        return done.Task.Unwrap();
    }

    private sealed class Context : SynchronizationContext;
}
