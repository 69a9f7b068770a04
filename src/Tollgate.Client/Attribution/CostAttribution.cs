using Tollgate.Client.Tokens;
using Tollgate.Core;

namespace Tollgate.Client.Attribution;

/// <summary>
/// Whose costs are whose: by principal, resource and capability, with daily and monthly budgets that are asked, held and settled at once. It keeps sums, not
/// calls: 400 days with at most 100,000 combinations (the oldest day goes first), and the latest 10,000 ids, so that what is told twice counts once.
/// Safe for use by several threads.
/// </summary>
public sealed class CostAttribution
{
    private const int MostDays = 400;
    private const int MostSums = 100_000;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeZoneInfo _zone;
    private readonly SeenIds _seen = new();
    private readonly SortedDictionary<DateOnly, Dictionary<ShareKey, CostSummary>> _days = [];
    private readonly Dictionary<string, PrincipalAccount> _accounts = new(StringComparer.Ordinal);
    private int _sums;

    /// <summary>Nothing attributed yet.</summary>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="zone">The zone whose days and months are counted; UTC by default.</param>
    public CostAttribution(TimeProvider? time = null, TimeZoneInfo? zone = null)
    {
        _time = time ?? TimeProvider.System;
        _zone = zone ?? TimeZoneInfo.Utc;
    }

    /// <summary>Attributes a cost, and settles what was held for it.</summary>
    /// <param name="share">The cost and whose it is.</param>
    /// <param name="hold">What was held for it; it is given back together with the booking, so that nobody can spend it in between.</param>
    /// <returns>False when its id was told before; nothing is booked then.</returns>
    /// <exception cref="ArgumentException">Neither an actual nor an estimated cost is known (what is not known is never taken as nothing), or the hold is another principal's.</exception>
    public bool Record(CostShare share, CostHold? hold = null)
    {
        ArgumentNullException.ThrowIfNull(share);
        ArgumentException.ThrowIfNullOrEmpty(share.Id);
        ArgumentException.ThrowIfNullOrEmpty(share.Principal);
        var cost = share.Actual ?? share.Estimated ?? throw new ArgumentException("A cost or an estimate is needed.", nameof(share));
        ArgumentOutOfRangeException.ThrowIfNegative(cost.Nanos, nameof(share));
        if (hold is not null && hold.Principal != share.Principal)
        {
            throw new ArgumentException($"The hold is '{hold.Principal}''s, the cost '{share.Principal}''s.", nameof(hold));
        }

        lock (_lock)
        {
            GiveBack(hold);
            if (!_seen.Add(share.Id))
            {
                return false;
            }

            var day = Day(share.At ?? _time.GetUtcNow());
            Account(share.Principal).Add(day, cost);
            Add(day, new ShareKey(share.Principal, share.Protocol ?? "", share.Resource, share.Capability ?? ""), cost);
            return true;
        }
    }

    /// <summary>Sets a principal's budgets; what is null stays as it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not above 0.</exception>
    public void SetBudget(string principal, Money? daily = null, Money? monthly = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(principal);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(daily?.Nanos ?? 1, nameof(daily));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(monthly?.Nanos ?? 1, nameof(monthly));
        lock (_lock)
        {
            var account = Account(principal);
            (account.Daily, account.Monthly) = (daily ?? account.Daily, monthly ?? account.Monthly);
        }
    }

    /// <summary>Whether a cost fits a principal's budgets now. Where several threads ask, <see cref="TryHold"/> answers and keeps the money in one step.</summary>
    public BudgetCheck CheckBudget(string principal, Money asked)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(asked.Nanos, nameof(asked));
        lock (_lock)
        {
            return Check(principal, asked);
        }
    }

    /// <summary>Keeps money for a call, if it fits the principal's budgets.</summary>
    /// <param name="principal">Who.</param>
    /// <param name="asked">The most that the call can cost.</param>
    /// <param name="check">Why not, where it does not fit.</param>
    /// <returns>What is held; null where it does not fit.</returns>
    public CostHold? TryHold(string principal, Money asked, out BudgetCheck check)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(asked.Nanos, nameof(asked));
        lock (_lock)
        {
            check = Check(principal, asked);
            if (!check.IsAllowed)
            {
                return null;
            }

            Account(principal).Held += asked;
            return new CostHold(this, principal, asked);
        }
    }

    /// <summary>How a principal's budgets stand, the day's first; empty without any.</summary>
    public IReadOnlyList<PrincipalBudget> Budgets(string principal)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(principal, out var account) ? [.. account.Budgets(Day(_time.GetUtcNow()))] : [];
        }
    }

    /// <summary>What costs came to.</summary>
    public CostSummary Summary(CostShareFilter? filter = null)
    {
        lock (_lock)
        {
            return Rows(filter ?? new CostShareFilter()).Aggregate(default(CostSummary), (sum, row) => sum.With(row.Sum));
        }
    }

    /// <summary>What each day came to, by principal and protocol, the first day first.</summary>
    public IReadOnlyList<CostDay> Days(CostShareFilter? filter = null)
    {
        lock (_lock)
        {
            return
            [
                .. Rows(filter ?? new CostShareFilter())
                    .GroupBy(row => (row.Day, row.Key.Principal, row.Key.Protocol))
                    .Select(group => new CostDay(group.Key.Day, group.Key.Principal, group.Key.Protocol, group.Aggregate(default(CostSummary), (sum, row) => sum.With(row.Sum))))
                    .OrderBy(day => day.Date).ThenBy(day => day.Principal, StringComparer.Ordinal).ThenBy(day => day.Protocol, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Gives back what a hold kept.</summary>
    internal void Release(CostHold hold)
    {
        lock (_lock)
        {
            Account(hold.Principal).Held -= hold.Amount;
        }
    }

    private void GiveBack(CostHold? hold)
    {
        if (hold is not null && hold.TryEnd(this))
        {
            Account(hold.Principal).Held -= hold.Amount;
        }
    }

    private BudgetCheck Check(string principal, Money asked)
    {
        ArgumentException.ThrowIfNullOrEmpty(principal);
        if (!_accounts.TryGetValue(principal, out var account))
        {
            return new BudgetCheck(true, null);
        }

        foreach (var budget in account.Budgets(Day(_time.GetUtcNow())))
        {
            if (!budget.Allows(asked))
            {
                return new BudgetCheck(false, $"{(budget.Period == BudgetPeriod.Day ? "Daily" : "Monthly")} budget exceeded (limit: {budget.Limit} USD)");
            }
        }

        return new BudgetCheck(true, null);
    }

    private IEnumerable<(DateOnly Day, ShareKey Key, CostSummary Sum)> Rows(CostShareFilter filter) =>
        from day in _days
        where filter.Holds(day.Key)
        from row in day.Value
        where row.Key.Fits(filter)
        select (day.Key, row.Key, row.Value);

    private void Add(DateOnly day, ShareKey key, Money cost)
    {
        if (!_days.TryGetValue(day, out var sums))
        {
            _days.Add(day, sums = []);
        }

        _sums += sums.ContainsKey(key) ? 0 : 1;
        sums[key] = sums.GetValueOrDefault(key).With(cost);
        while (_days.Count > MostDays || (_sums > MostSums && _days.Count > 1))
        {
            var (oldest, gone) = _days.First();
            _sums -= gone.Count;
            _ = _days.Remove(oldest);
        }
    }

    private PrincipalAccount Account(string principal)
    {
        if (!_accounts.TryGetValue(principal, out var account))
        {
            _accounts.Add(principal, account = new PrincipalAccount());
        }

        return account;
    }

    private DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, _zone).DateTime);
}
