using System.Collections.Concurrent;

namespace Tollgate.Budgets;

/// <summary>All rules in force, in memory, and the chains that calls resolved to; a change makes every chain anew.</summary>
internal sealed class BudgetBook(BudgetOptions options)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<(Guid Budget, string Subject), BudgetSlot> _slots = new();
    private volatile BudgetIndex _index = new([]);

    /// <summary>All rules in the order they were made.</summary>
    public IReadOnlyList<Budget> Budgets => _index.Budgets;

    /// <summary>Every line of windows that was met so far.</summary>
    public IEnumerable<BudgetSlot> Slots => _slots.Values;

    /// <summary>The budgets that count a call.</summary>
    public BudgetChain Chain(in BudgetSubject call)
    {
        var index = _index;
        if (index.IsEmpty(call.OrganizationId))
        {
            return BudgetChain.Empty;
        }

        var key = index.Narrow(call);
        return index.Chains.TryGetValue(key, out var chain) ? chain : Resolve(index, key);
    }

    /// <summary>The line of windows of a budget and a subject.</summary>
    public BudgetSlot Slot(Budget budget, string subject) =>
        _slots.GetOrAdd((budget.Id, subject), static (key, made) => new BudgetSlot(made.Rule, key.Subject, made.Options), (Rule: budget, Options: options));

    /// <summary>The line that counts in place of a chain's: itself, its successor, or none when the rule was deleted.</summary>
    public BudgetSlot? InForce(BudgetSlot slot)
    {
        if (!slot.IsRetired)
        {
            return slot;
        }

        var budget = Budgets.FirstOrDefault(budget => budget.Id == slot.Budget.Id);
        return budget is null ? null : Slot(budget, slot.Subject);
    }

    /// <summary>Replaces everything.</summary>
    public void Load(IReadOnlyList<Budget> budgets)
    {
        lock (_lock)
        {
            _index = new BudgetIndex(budgets);
        }
    }

    /// <summary>Adds a rule, or replaces the one with its id.</summary>
    public void Put(Budget budget)
    {
        lock (_lock)
        {
            var budgets = _index.Budgets.Where(other => other.Id != budget.Id).Append(budget).OrderBy(other => other.Id);
            foreach (var slot in Slots.Where(slot => slot.Budget.Id == budget.Id))
            {
                slot.Budget = budget;
            }

            _index = new BudgetIndex([.. budgets]);
        }
    }

    /// <summary>Takes a rule out; calls in flight still settle into its windows.</summary>
    public void Remove(Guid id)
    {
        lock (_lock)
        {
            foreach (var slot in Slots.Where(slot => slot.Budget.Id == id))
            {
                slot.IsRetired = true;
                _slots.TryRemove((id, slot.Subject), out _);
            }

            _index = new BudgetIndex([.. _index.Budgets.Where(other => other.Id != id)]);
        }
    }

    /// <summary>Forgets a line of windows that nobody used for long; the next call finds it again.</summary>
    public void Forget(BudgetSlot slot)
    {
        lock (_lock)
        {
            slot.IsRetired = true;
            _slots.TryRemove((slot.Budget.Id, slot.Subject), out _);
            _index = new BudgetIndex(_index.Budgets);
        }
    }

    private BudgetChain Resolve(BudgetIndex index, in BudgetSubject call)
    {
        var slots = new List<BudgetSlot>();
        foreach (var budget in index.For(call.OrganizationId))
        {
            if (BudgetMatch.Subject(budget, call) is { } subject)
            {
                slots.Add(Slot(budget, subject));
            }
        }

        var chain = slots.Count == 0 ? BudgetChain.Empty : new BudgetChain([.. slots]);
        return index.Remember(call, chain, options.RememberedChains);
    }
}
