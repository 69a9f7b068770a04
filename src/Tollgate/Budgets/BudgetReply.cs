using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>A budget with the numbers of the window that counts now; of a split rule, without numbers.</summary>
public sealed record BudgetReply
{
    /// <summary>The budget.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whose calls it counts.</summary>
    public required BudgetScope Scope { get; init; }

    /// <summary>Which one of the scope.</summary>
    public string? Target { get; init; }

    /// <summary>What a call must meet besides; absent when nothing.</summary>
    public IReadOnlyList<BudgetPart>? Also { get; init; }

    /// <summary>Which calls it counts, by who pays for them.</summary>
    public required BudgetCounts Counts { get; init; }

    /// <summary>Whether it has many windows.</summary>
    public required BudgetEach Each { get; init; }

    /// <summary>The limit of the rule, raises excluded.</summary>
    public required Money LimitUsd { get; init; }

    /// <summary>The length of its windows.</summary>
    public required WindowKind Window { get; init; }

    /// <summary>The zone whose calendar counts.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Whether it blocks.</summary>
    public required bool Hard { get; init; }

    /// <summary>What happens to a call that is too large for what is left.</summary>
    public required NoFit OnNoFit { get; init; }

    /// <summary>What happens once the limit is reached.</summary>
    public ExceedAction? OnExceed { get; init; }

    /// <summary>Where status `warn` begins.</summary>
    public required int WarnPercent { get; init; }

    /// <summary>Percentages announced once per window.</summary>
    public required IReadOnlyList<int> AlertPercents { get; init; }

    /// <summary>What happens when the database is away and a window cannot be opened.</summary>
    public required FailMode FailMode { get; init; }

    /// <summary>The HTTP status of its refusals.</summary>
    public int? RefusalStatus { get; init; }

    /// <summary>Whom a refused caller may ask.</summary>
    public string? Contact { get; init; }

    /// <summary>Who owns the rule.</summary>
    public required BudgetOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whose share the numbers are, of a split rule.</summary>
    public string? Subject { get; init; }

    /// <summary>The limit of the window, raises included.</summary>
    public Money? Limit { get; init; }

    /// <summary>Spent.</summary>
    public Money? Settled { get; init; }

    /// <summary>Promised to calls in flight.</summary>
    public Money? Reserved { get; init; }

    /// <summary>Neither spent nor given back, for nobody has proved which.</summary>
    public Money? Suspended { get; init; }

    /// <summary>The part of `suspended` that finished calls left open.</summary>
    public Money? Uncertain { get; init; }

    /// <summary>How many calls left something open; absent when some did before an upgrade of the gateway from a version that kept only their sum.</summary>
    public int? UncertainCalls { get; init; }

    /// <summary>What the uncertain money is and how it comes back; absent when there is none.</summary>
    public string? UncertainNote { get; init; }

    /// <summary>What a call could still use.</summary>
    public Money? Remaining { get; init; }

    /// <summary>Settled and suspended in percent of the limit.</summary>
    public decimal? Percent { get; init; }

    /// <summary>How it stands.</summary>
    public BudgetStatus? Status { get; init; }

    /// <summary>When the window began.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When it renews by itself; absent for a lifetime.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>The rule alone.</summary>
    internal static BudgetReply Of(Budget budget) => new()
    {
        Id = budget.Id,
        Name = budget.Name,
        Scope = budget.Scope,
        Target = budget.Target.Length > 0 ? budget.Target : null,
        Also = budget.Also.Count > 0 ? budget.Also : null,
        Counts = budget.Counts,
        Each = budget.Each,
        LimitUsd = budget.Limit,
        Window = budget.Window,
        TimeZone = budget.TimeZone,
        Hard = budget.Hard,
        OnNoFit = budget.OnNoFit,
        OnExceed = budget.DowngradeTo is null ? null : new ExceedAction(budget.DowngradeTo),
        WarnPercent = budget.WarnPercent,
        AlertPercents = budget.AlertPercents,
        FailMode = budget.FailMode,
        RefusalStatus = budget.StatusOverride,
        Contact = budget.Contact,
        Origin = budget.Origin,
        CreatedAt = budget.CreatedAt,
        UpdatedAt = budget.UpdatedAt,
    };

    /// <summary>The rule and a window of it.</summary>
    internal static BudgetReply Of(in WindowFigures window) => Of(window.Budget) with
    {
        Subject = window.Subject.Length > 0 ? window.Subject : null,
        Limit = window.Limit,
        Settled = window.Settled,
        Reserved = window.Reserved,
        Suspended = window.Suspended,
        Uncertain = window.Uncertain,
        UncertainCalls = window.UncertainCalls,
        UncertainNote = UncertainSentence.Of(window),
        Remaining = window.Remaining,
        Percent = window.Percent,
        Status = window.Status,
        StartsAt = window.Window.StartsAt,
        ResetsAt = window.ResetsAt,
    };
}
