using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>What it takes to make a budget; everything but the limit has a default.</summary>
public sealed record NewBudget
{
    /// <summary>The organization that will own it.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>Its name; null for one made of target and window.</summary>
    public string? Name { get; init; }

    /// <summary>Whose calls it counts.</summary>
    public required BudgetScope Scope { get; init; }

    /// <summary>Which one of the scope.</summary>
    public string Target { get; init; } = "";

    /// <summary>What the target is called, for a name of the budget; null for the target itself.</summary>
    public string? TargetName { get; init; }

    /// <summary>What a call must meet besides.</summary>
    public IReadOnlyList<BudgetPart> Also { get; init; } = [];

    /// <summary>Which calls it counts, by who pays for them.</summary>
    public BudgetCounts Counts { get; init; }

    /// <summary>Whether the rule has many windows.</summary>
    public BudgetEach Each { get; init; }

    /// <summary>The most that may be spent in one window.</summary>
    public required Money Limit { get; init; }

    /// <summary>The length of its windows.</summary>
    public WindowKind Window { get; init; } = WindowKind.Lifetime;

    /// <summary>IANA name of the zone whose calendar counts.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether it blocks.</summary>
    public bool Hard { get; init; } = true;

    /// <summary>What happens to a call that is too large for what is left.</summary>
    public NoFit OnNoFit { get; init; }

    /// <summary>The model that calls go to once the limit is reached.</summary>
    public string? DowngradeTo { get; init; }

    /// <summary>Where status `warn` begins, in percent.</summary>
    public int WarnPercent { get; init; } = Budget.DefaultWarnPercent;

    /// <summary>Percentages announced once per window, ascending.</summary>
    public IReadOnlyList<int> AlertPercents { get; init; } = Budget.DefaultAlertPercents;

    /// <summary>What happens when the window cannot be opened.</summary>
    public FailMode FailMode { get; init; }

    /// <summary>The HTTP status of its refusals.</summary>
    public int? StatusOverride { get; init; }

    /// <summary>Whom a refused caller may ask.</summary>
    public string? Contact { get; init; }

    /// <summary>Who owns the rule.</summary>
    public BudgetOrigin Origin { get; init; }

    /// <summary>The budget that is asked for.</summary>
    internal Budget ToBudget(Guid id, DateTimeOffset now) => new()
    {
        Id = id,
        OrganizationId = OrganizationId,
        Name = Name ?? DefaultName(id),
        Scope = Scope,
        Target = Guid.TryParse(Target, out var target) ? target.ToString() : Target,
        Also = Also.Count == 0 ? [] : [.. Also.Select(static part => part?.Plain()!)],
        Counts = Counts,
        Each = Each,
        Limit = Limit,
        Window = Window,
        TimeZone = TimeZone,
        Hard = Hard,
        OnNoFit = OnNoFit,
        DowngradeTo = DowngradeTo,
        WarnPercent = WarnPercent,
        AlertPercents = AlertPercents,
        FailMode = FailMode,
        StatusOverride = StatusOverride,
        Contact = Contact,
        Origin = Origin,
        CreatedAt = now,
        UpdatedAt = now,
    };

    private string DefaultName(Guid id)
    {
        var target = TargetName ?? (Target.Length > 0 ? Target : BudgetWords.Word(Scope));
        return $"{target}/{BudgetWords.Word(Window)}-{id.ToString()[^4..]}";
    }
}
