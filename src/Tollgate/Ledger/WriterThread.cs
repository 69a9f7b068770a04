using System.Collections.Concurrent;

namespace Tollgate.Ledger;

/// <summary>
/// A thread of its own for a loop that blocks: everything that the loop awaits goes on here, never on the threads that serve calls.
/// Where those are few, one commit of the database would make them wait, or have the pool add another that then competes with them.
/// </summary>
internal sealed class WriterThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _work = [];

    private WriterThread()
    {
    }

    /// <summary>Runs a loop on a thread of that name until it ends; the task ends as the loop does.</summary>
    public static Task RunAsync(string name, Func<Task> loop)
    {
        var context = new WriterThread();
        var started = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => context.Serve(loop, started)) { IsBackground = true, Name = name }.Start();
        return started.Task.Unwrap();
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _work.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The loop has ended; what comes after it belongs to nobody here.
            base.Post(d, state);
        }
    }

    private void Serve(Func<Task> loop, TaskCompletionSource<Task> started)
    {
        SetSynchronizationContext(this);
        started.SetResult(RunAsync(loop));
        foreach (var (callback, state) in _work.GetConsumingEnumerable())
        {
            callback(state);
        }
    }

    private async Task RunAsync(Func<Task> loop)
    {
        try
        {
            await loop();
        }
        finally
        {
            _work.CompleteAdding();
        }
    }
}
