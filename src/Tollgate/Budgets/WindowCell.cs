using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The live numbers of one window on this node. Everything that changes is owned by <see cref="BudgetTill"/> and its lock.</summary>
internal sealed class WindowCell(Guid id, BudgetSlot slot, CalendarWindow window)
{
    /// <summary>The window's id.</summary>
    public Guid Id { get; } = id;

    /// <summary>The rule and the subject.</summary>
    public BudgetSlot Slot { get; } = slot;

    /// <summary>From when to when.</summary>
    public CalendarWindow Window { get; } = window;

    /// <summary>The limit, raises included.</summary>
    public Money Limit { get; set; }

    /// <summary>This node's slice: handed out less returned.</summary>
    public Money Granted { get; set; }

    /// <summary>Settled or left uncertain out of this node's slice.</summary>
    public Money Spent { get; set; }

    /// <summary>Promised to calls in flight.</summary>
    public Money Reserved { get; set; }

    /// <summary>What the window owes after its limit was lowered: the first money to come back pays it.</summary>
    public Money Debt { get; set; }

    /// <summary>On its way back to the database and out again, while a limit changes.</summary>
    public Money InTransit { get; set; }

    /// <summary>Settled in the whole window.</summary>
    public Money Settled { get; set; }

    /// <summary>Suspended in the whole window, uncertain calls included.</summary>
    public Money Suspended { get; set; }

    /// <summary>The part of <see cref="Suspended"/> that finished calls left open.</summary>
    public Money Uncertain { get; set; }

    /// <summary>How many calls left something open; null when some did before that was counted.</summary>
    public int? UncertainCalls { get; set; } = 0;

    /// <summary>The least that the last call asked for, when it was refused because no reservation that comes back could make room for it.</summary>
    public Money? RefusedLeast { get; set; }

    /// <summary>The highest percentage that was announced.</summary>
    public int Announced { get; set; }

    /// <summary>When a call last reserved or settled.</summary>
    public DateTimeOffset UsedAt { get; set; }

    /// <summary>Whether another window has taken its place; holds made before still settle here.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Calls waiting for money of this window, first come first.</summary>
    public WaitingLine Line { get; } = new();

    /// <summary>What no call holds of the slice.</summary>
    public Money Idle => Granted - Spent - Reserved;

    /// <summary>What a new call may reserve now.</summary>
    public Money Available => Idle - Debt;

    /// <summary>What a new call could reserve if every reservation came back unused.</summary>
    public Money Ceiling => Available + Reserved + InTransit;

    /// <summary>Whether so many percent of the limit are spent or suspended.</summary>
    public bool HasReached(int percent) => (Int128)(Settled + Suspended).Nanos * 100 >= (Int128)Limit.Nanos * percent;

    /// <summary>A copy of the numbers, for people.</summary>
    public WindowFigures Figures() => new(Slot.Budget, Id, Slot.Subject, Window, Limit, Settled, Reserved, Suspended, Uncertain)
    {
        UncertainCalls = UncertainCalls,
        RefusedLeast = RefusedLeast,
    };
}
