namespace Tollgate.Budgets;

/// <summary>All budgets a call must fit, in the order they were made. Cached per subject; holds no money itself.</summary>
internal sealed class BudgetChain
{
    /// <summary>No budget counts the call.</summary>
    public static readonly BudgetChain Empty = new([]);

    private volatile WindowSet? _current;

    /// <summary>Makes the chain.</summary>
    public BudgetChain(BudgetSlot[] slots)
    {
        Slots = slots;
        foreach (var slot in slots)
        {
            IsHard |= slot.Budget.Hard;
            CanDowngrade |= slot.Budget.DowngradeTo is not null;
            RefusesClamps |= slot.Budget is { Hard: true, OnNoFit: NoFit.Refuse };
        }
    }

    /// <summary>The budgets.</summary>
    public IReadOnlyList<BudgetSlot> Slots { get; }

    /// <summary>Whether no budget counts the call.</summary>
    public bool IsEmpty => Slots.Count == 0;

    /// <summary>Whether one of them blocks: then every attempt needs a bound and an explicit output limit.</summary>
    public bool IsHard { get; }

    /// <summary>Whether one of them sends calls to another model once it is reached.</summary>
    public bool CanDowngrade { get; }

    /// <summary>Whether a hard budget of the chain wants refusals instead of clamps.</summary>
    public bool RefusesClamps { get; }

    /// <summary>The open windows; null before the first call.</summary>
    public WindowSet? Current { get => _current; set => _current = value; }
}
