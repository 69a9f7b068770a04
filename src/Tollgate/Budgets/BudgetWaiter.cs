namespace Tollgate.Budgets;

/// <summary>A call that waits for money others hold.</summary>
internal sealed class BudgetWaiter(WindowSet windows, BudgetAsk ask, long sequence)
{
    private readonly TaskCompletionSource<TillAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The windows it must fit.</summary>
    public WindowSet Windows { get; } = windows;

    /// <summary>What it wants.</summary>
    public BudgetAsk Ask { get; } = ask;

    /// <summary>Its place among all that wait.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>The line it stands in; null when it is done.</summary>
    public WaitingLine? Line { get; set; }

    /// <summary>The one before it.</summary>
    public BudgetWaiter? Previous { get; set; }

    /// <summary>The one behind it.</summary>
    public BudgetWaiter? Next { get; set; }

    /// <summary>Completes with the answer, away from the till's lock.</summary>
    public Task<TillAnswer> Answer => _answer.Task;

    /// <summary>Wakes the call.</summary>
    public void Complete(TillAnswer answer) => _answer.TrySetResult(answer);

    /// <summary>The client went away.</summary>
    public void Cancel(CancellationToken ct) => _answer.TrySetCanceled(ct);
}
