using Tollgate.Ledger;

namespace Tollgate.Tests.Ledger;

public sealed class WriterThreadTests
{
    [Fact]
    public async Task Whatever_the_loop_awaits_it_goes_on_on_its_own_thread()
    {
        var seen = new List<(string?, bool)>();
        await WriterThread.RunAsync("the writer", async () =>
        {
            await Task.Delay(1);
            Note();
            await Task.Run(static () => Thread.Sleep(1));
            Note();
            await Task.Yield();
            Note();
        });

        Assert.Equal(Enumerable.Repeat<(string?, bool)>(("the writer", false), 3), seen);

        void Note() => seen.Add((Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread));
    }

    [Fact]
    public async Task A_fault_of_the_loop_is_the_task_s()
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => WriterThread.RunAsync("writer", async () =>
        {
            await Task.Delay(1);
            throw new InvalidOperationException("full");
        }));

        Assert.Equal("full", fault.Message);
    }

    [Fact]
    public async Task What_comes_after_the_loop_s_end_goes_to_the_pool()
    {
        SynchronizationContext? context = null;
        await WriterThread.RunAsync("writer", async () =>
        {
            context = SynchronizationContext.Current;
            await Task.Yield();
        });

        Assert.True(IsLate(context!));
    }

    private static bool IsLate(SynchronizationContext context)
    {
        using var done = new ManualResetEventSlim();
        var isPool = false;
        context.Post(_ =>
        {
            isPool = Thread.CurrentThread.IsThreadPoolThread;
            done.Set();
        }, null);
        return done.Wait(TimeSpan.FromSeconds(30)) && isPool;
    }
}
