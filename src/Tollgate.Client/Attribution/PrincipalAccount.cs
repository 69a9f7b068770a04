using Tollgate.Core;

namespace Tollgate.Client.Attribution;

/// <summary>What one principal may spend, spends and has spent. Its owner's lock guards it.</summary>
internal sealed class PrincipalAccount
{
    private const int DaysKept = 62;

    private readonly SortedDictionary<DateOnly, Money> _days = [];

    /// <summary>What a day may cost; null for no budget.</summary>
    public Money? Daily { get; set; }

    /// <summary>What a month may cost; null for no budget.</summary>
    public Money? Monthly { get; set; }

    /// <summary>What is held.</summary>
    public Money Held { get; set; }

    /// <summary>Adds a cost.</summary>
    public void Add(DateOnly day, Money cost)
    {
        _days[day] = _days.GetValueOrDefault(day) + cost;
        if (_days.Count > DaysKept)
        {
            _ = _days.Remove(_days.Keys.First());
        }
    }

    /// <summary>How its budgets stand.</summary>
    public IEnumerable<PrincipalBudget> Budgets(DateOnly today)
    {
        if (Daily is { } daily)
        {
            yield return new PrincipalBudget(BudgetPeriod.Day, daily, _days.GetValueOrDefault(today), Held);
        }

        if (Monthly is { } monthly)
        {
            var spent = _days.Where(day => day.Key.Year == today.Year && day.Key.Month == today.Month).Aggregate(Money.Zero, (sum, day) => sum + day.Value);
            yield return new PrincipalBudget(BudgetPeriod.Month, monthly, spent, Held);
        }
    }
}
