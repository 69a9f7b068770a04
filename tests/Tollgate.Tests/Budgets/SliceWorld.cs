using Tollgate.Budgets;
using Tollgate.Core;

namespace Tollgate.Tests.Budgets;

/// <summary>
/// Nodes, a database and a provider as one random story: slices asked for with lost replies, calls that start, end or time out,
/// batches written twice, crashes, silent owners, roll-overs, resets, raises and lowered limits. The provider's bill is kept apart.
/// </summary>
internal sealed class SliceWorld(int seed, SliceFault fault)
{
    private const int Nodes = 3;
    private readonly Random random = new(seed);
    private readonly List<Window> windows = [new Window(1000)];
    private readonly List<Node> nodes = [.. Enumerable.Range(0, Nodes).Select(_ => new Node())];

    /// <summary>Plays a story and gives the first thing that went wrong; null when nothing did.</summary>
    public string? Play(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            Step(nodes[random.Next(Nodes)]);
            foreach (var window in windows)
            {
                if (Fault(window) is { } wrong)
                {
                    return $"step {step}: {wrong}";
                }
            }
        }

        return null;
    }

    private static string? Fault(Window window)
    {
        var open = window.Slices.Aggregate(Money.Zero, (sum, slice) => sum + slice.State.Open);
        if (window.State.Imbalance(open) != Money.Zero)
        {
            return $"out of balance by {window.State.Imbalance(open).Nanos}";
        }

        return window.Bill > window.HighestLimit ? $"bill {window.Bill.Nanos} above limit {window.HighestLimit.Nanos}" : null;
    }

    private void Step(Node node)
    {
        switch (random.Next(24))
        {
            case <= 4: Ask(node); break;
            case <= 11: Start(node); break;
            case <= 16: End(node); break;
            case <= 18: Flush(node); break;
            case 19: Return(node); break;
            case 20: Restart(node); break;
            case 21: FallSilent(node); break;
            case 22 when random.Next(6) == 0: windows.Add(new Window(1000)); break;
            default: ChangeLimit(); break;
        }
    }

    private void Ask(Node node)
    {
        var window = windows[^1];
        var slice = window.SliceOf(node);
        (window.State, slice.State) = Grant(window, slice, Amount(300), out var granted);
        if (random.Next(5) > 0)
        {
            node.Purse(window).Granted += granted;
        }
    }

    private static (WindowState Window, SliceState Slice) Grant(Window window, Owned slice, Money wanted, out Money granted)
    {
        var (state, given) = SliceProtocol.Grant(window.State, slice.State, wanted);
        granted = given.Granted - slice.State.Granted;
        return (state, given);
    }

    private void Start(Node node)
    {
        var window = windows[random.Next(Math.Max(windows.Count - 2, 0), windows.Count)];
        var purse = node.Purse(window);
        var bound = Amount(120);
        var reserved = fault == SliceFault.CheckThenRecord ? Money.Zero : purse.Reserved;
        if (purse.Granted - purse.Spent - reserved < bound)
        {
            return;
        }

        purse.Reserved += bound;
        var honest = random.Next(3) == 0 ? Amount((int)bound.Nanos) : bound;
        var bill = honest + (fault == SliceFault.ChargeAboveReserve && random.Next(3) == 0 ? bound : Money.Zero);
        window.Bill += bill;
        var call = new Call(window, bound, bill);
        node.InFlight.Add(call);
        node.Journal.Add(call);
    }

    private void End(Node node)
    {
        if (node.InFlight.Count == 0)
        {
            return;
        }

        var call = node.InFlight[random.Next(node.InFlight.Count)];
        node.InFlight.Remove(call);
        call.IsKnown = random.Next(5) > 0;
        call.IsSettled = true;
        var purse = node.Purse(call.Window);
        purse.Reserved -= call.Bound;
        purse.Spent += call.Cost + call.Uncertain;
    }

    /// <summary>Writes settled calls; a lost reply makes the node write them again, which changes nothing.</summary>
    private void Flush(Node node)
    {
        foreach (var call in node.Journal.Where(call => call.IsSettled && random.Next(4) > 0))
        {
            Post(node, call);
        }

        if (random.Next(4) > 0)
        {
            node.Journal.RemoveAll(call => call.IsPosted);
        }
    }

    private static void Post(Node node, Call call)
    {
        if (call.IsPosted)
        {
            return;
        }

        call.IsPosted = true;
        var slice = call.Window.SliceOf(node);
        (call.Window.State, slice.State) = SliceProtocol.Charge(call.Window.State, slice.State, call.Cost, call.Uncertain);
    }

    private void Return(Node node)
    {
        var window = windows[random.Next(windows.Count)];
        var purse = node.Purse(window);
        var back = Money.Min(purse.Granted - purse.Spent - purse.Reserved, Amount(200));
        if (back <= Money.Zero)
        {
            return;
        }

        purse.Granted -= back;
        if (random.Next(4) > 0)
        {
            var slice = window.SliceOf(node);
            (window.State, slice.State) = SliceProtocol.Return(window.State, slice.State, back);
        }
    }

    /// <summary>A crash and a new start: the journal is replayed as a whole, then the ended incarnation's slices are decided.</summary>
    private void Restart(Node node)
    {
        foreach (var call in node.Journal)
        {
            if (call.IsSettled || fault != SliceFault.ReturnCallsInFlight)
            {
                call.IsSettled = true;
                Post(node, call);
            }
        }

        foreach (var window in windows)
        {
            var slice = window.SliceOf(node);
            (window.State, slice.State) = SliceProtocol.Recover(window.State, slice.State);
            window.Retire(node);
        }

        node.Forget();
    }

    /// <summary>The database has not heard of a node for long; the node goes on spending what it holds.</summary>
    private void FallSilent(Node node)
    {
        foreach (var window in windows)
        {
            var slice = window.SliceOf(node);
            (window.State, slice.State) = fault == SliceFault.TimeBasedReturn
                ? SliceProtocol.Recover(window.State, slice.State)
                : SliceProtocol.Suspend(window.State, slice.State);
        }
    }

    private void ChangeLimit()
    {
        var window = windows[random.Next(windows.Count)];
        var limit = Money.Max(window.State.Limit + Amount(400) - new Money(200), new Money(1));
        window.State = SliceProtocol.ChangeLimit(window.State, limit);
        window.HighestLimit = Money.Max(window.HighestLimit, limit);
    }

    private Money Amount(int most) => new(random.Next(1, most + 1));

    private sealed class Window(long limit)
    {
        public List<Owned> Slices { get; } = [];

        public WindowState State { get; set; } = SliceProtocol.Open(new Money(limit), Money.Zero, Money.Zero);

        public Money HighestLimit { get; set; } = new(limit);

        public Money Bill { get; set; }

        public Owned SliceOf(Node node)
        {
            var owned = Slices.Find(slice => slice.Owner == node && !slice.HasEnded);
            if (owned is null)
            {
                owned = new Owned(node);
                Slices.Add(owned);
            }

            return owned;
        }

        public void Retire(Node node) => Slices.ForEach(slice => slice.HasEnded |= slice.Owner == node);
    }

    private sealed class Owned(Node owner)
    {
        public Node Owner { get; } = owner;

        public bool HasEnded { get; set; }

        public SliceState State { get; set; }
    }

    private sealed class Purse
    {
        public Money Granted { get; set; }

        public Money Spent { get; set; }

        public Money Reserved { get; set; }
    }

    private sealed class Call(Window window, Money bound, Money bill)
    {
        public Window Window { get; } = window;

        public Money Bound { get; } = bound;

        public bool IsKnown { get; set; }

        public bool IsSettled { get; set; }

        public bool IsPosted { get; set; }

        public Money Cost => IsKnown ? bill : Money.Zero;

        public Money Uncertain => IsKnown ? Money.Zero : Bound;
    }

    private sealed class Node
    {
        private readonly Dictionary<Window, Purse> purses = [];

        public List<Call> InFlight { get; } = [];

        public List<Call> Journal { get; } = [];

        public Purse Purse(Window window)
        {
            if (!purses.TryGetValue(window, out var purse))
            {
                purses[window] = purse = new Purse();
            }

            return purse;
        }

        public void Forget()
        {
            purses.Clear();
            InFlight.Clear();
            Journal.Clear();
        }
    }
}
