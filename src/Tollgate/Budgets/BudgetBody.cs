using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>The body of POST and PATCH /api/budgets; what is left out takes its default, or stays as it is.</summary>
public sealed record BudgetBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whose calls it counts; organization when left out.</summary>
    public BudgetScope? Scope { get; init; }

    /// <summary>Which one of the scope.</summary>
    public string? Target { get; init; }

    /// <summary>What a call must meet besides, at most three: {"scope":"model","target":"gpt-5*"}.</summary>
    public IReadOnlyList<BudgetPart>? Also { get; init; }

    /// <summary>Which calls it counts, by who pays for them: billed, notional or all; billed when left out.</summary>
    public BudgetCounts? Counts { get; init; }

    /// <summary>Whether the rule has many windows.</summary>
    public BudgetEach? Each { get; init; }

    /// <summary>The most that may be spent in one window.</summary>
    public Money? LimitUsd { get; init; }

    /// <summary>The length of its windows; lifetime when left out.</summary>
    public WindowKind? Window { get; init; }

    /// <summary>IANA name of the zone whose calendar counts.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether it blocks; true when left out.</summary>
    public bool? Hard { get; init; }

    /// <summary>What happens to a call that is too large for what is left.</summary>
    public NoFit? OnNoFit { get; init; }

    /// <summary>What happens once the limit is reached.</summary>
    public ExceedAction? OnExceed { get; init; }

    /// <summary>Where status `warn` begins, in percent.</summary>
    public int? WarnPercent { get; init; }

    /// <summary>Percentages announced once per window.</summary>
    public IReadOnlyList<int>? AlertPercents { get; init; }

    /// <summary>What happens when the database is away and a window cannot be opened.</summary>
    public FailMode? FailMode { get; init; }

    /// <summary>The HTTP status of its refusals.</summary>
    public int? RefusalStatus { get; init; }

    /// <summary>Whom a refused caller may ask.</summary>
    public string? Contact { get; init; }

    /// <summary>The budget this body asks for.</summary>
    internal NewBudget ToNew(Guid organizationId) => new()
    {
        OrganizationId = organizationId,
        Name = Name,
        Scope = Scope ?? BudgetScope.Organization,
        Target = Target ?? "",
        Also = Also ?? [],
        Counts = Counts ?? default,
        Each = Each ?? BudgetEach.All,
        Limit = LimitUsd ?? Money.Zero,
        Window = Window ?? WindowKind.Lifetime,
        TimeZone = TimeZone ?? "UTC",
        Hard = Hard ?? true,
        OnNoFit = OnNoFit ?? default,
        DowngradeTo = OnExceed?.DowngradeTo,
        WarnPercent = WarnPercent ?? Budget.DefaultWarnPercent,
        AlertPercents = AlertPercents ?? Budget.DefaultAlertPercents,
        FailMode = FailMode ?? default,
        StatusOverride = RefusalStatus,
        Contact = Contact,
    };

    /// <summary>The first field that cannot be changed; null when there is none.</summary>
    internal string? Fixed(Budget budget)
    {
        if ((Counts ?? budget.Counts) != budget.Counts)
        {
            return "counts";
        }

        if ((Scope ?? budget.Scope) != budget.Scope || (Each ?? budget.Each) != budget.Each || (Target ?? budget.Target) != budget.Target || !(Also ?? budget.Also).SequenceEqual(budget.Also))
        {
            return "scope";
        }

        return (Window ?? budget.Window) != budget.Window || (TimeZone ?? budget.TimeZone) != budget.TimeZone ? "window" : null;
    }

    /// <summary>A budget with the changes of this body.</summary>
    internal Budget Change(Budget budget) => budget with
    {
        Name = Name ?? budget.Name,
        Limit = LimitUsd ?? budget.Limit,
        Hard = Hard ?? budget.Hard,
        OnNoFit = OnNoFit ?? budget.OnNoFit,
        DowngradeTo = OnExceed is null ? budget.DowngradeTo : OnExceed.DowngradeTo,
        WarnPercent = WarnPercent ?? budget.WarnPercent,
        AlertPercents = AlertPercents ?? budget.AlertPercents,
        FailMode = FailMode ?? budget.FailMode,
        StatusOverride = RefusalStatus ?? budget.StatusOverride,
        Contact = Contact ?? budget.Contact,
    };
}
