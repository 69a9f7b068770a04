namespace Tollgate.Budgets;

/// <summary>Calls that wait for one window's money, in the order they came. Guarded by the till's lock.</summary>
internal sealed class WaitingLine
{
    /// <summary>The call that came first.</summary>
    public BudgetWaiter? First { get; private set; }

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    private BudgetWaiter? Last { get; set; }

    /// <summary>Adds a call in its place: behind all that came before it, whichever line they stood in.</summary>
    public void Insert(BudgetWaiter waiter)
    {
        var before = Last;
        while (before is not null && before.Sequence > waiter.Sequence)
        {
            before = before.Previous;
        }

        var after = before is null ? First : before.Next;
        Link(before, waiter);
        Link(waiter, after);
        waiter.Line = this;
        Count++;
    }

    /// <summary>Takes a call out.</summary>
    public void Remove(BudgetWaiter waiter)
    {
        var (before, after) = (waiter.Previous, waiter.Next);
        Link(before, after);
        (waiter.Previous, waiter.Next, waiter.Line) = (null, null, null);
        Count--;
    }

    private void Link(BudgetWaiter? before, BudgetWaiter? after)
    {
        if (before is null)
        {
            First = after;
        }
        else
        {
            before.Next = after;
        }

        if (after is null)
        {
            Last = before;
        }
        else
        {
            after.Previous = before;
        }
    }
}
