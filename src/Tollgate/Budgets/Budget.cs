using Tollgate.Core;

namespace Tollgate.Budgets;

/// <summary>One rule: whose calls, how much, in which windows, and what happens at the limit.</summary>
public sealed record Budget
{
    /// <summary>Status `warn` begins here, in percent of the limit.</summary>
    public const int DefaultWarnPercent = 70;

    /// <summary>Each of these percentages is announced once per window.</summary>
    public static readonly IReadOnlyList<int> DefaultAlertPercents = [50, 75, 90, 100];

    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organization that owns it.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>What people call it; unique in the organization ("team-a/month").</summary>
    public required string Name { get; init; }

    /// <summary>Whose calls it counts.</summary>
    public required BudgetScope Scope { get; init; }

    /// <summary>Which one of the scope: an id, or a name for session, agent, user, model and provider; empty for organization and global.</summary>
    public string Target { get; init; } = "";

    /// <summary>What a call must meet besides: a model of a team, a tag at a provider.</summary>
    public IReadOnlyList<BudgetPart> Also { get; init; } = [];

    /// <summary>Which calls it counts, by who pays for them.</summary>
    public BudgetCounts Counts { get; init; }

    /// <summary>Whether the rule has a window per user, agent, key or session.</summary>
    public BudgetEach Each { get; init; }

    /// <summary>The most that may be spent in one window.</summary>
    public required Money Limit { get; init; }

    /// <summary>The length of its windows.</summary>
    public required WindowKind Window { get; init; }

    /// <summary>IANA name of the zone whose calendar counts.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>Whether it blocks; otherwise it only alerts.</summary>
    public bool Hard { get; init; } = true;

    /// <summary>What happens to a call that is too large for what is left.</summary>
    public NoFit OnNoFit { get; init; }

    /// <summary>The model that calls go to once the limit is reached; null when none.</summary>
    public string? DowngradeTo { get; init; }

    /// <summary>Where status `warn` begins, in percent.</summary>
    public int WarnPercent { get; init; } = DefaultWarnPercent;

    /// <summary>Percentages announced once per window, ascending.</summary>
    public IReadOnlyList<int> AlertPercents { get; init; } = DefaultAlertPercents;

    /// <summary>What happens when the window cannot be opened.</summary>
    public FailMode FailMode { get; init; }

    /// <summary>The HTTP status of its refusals, instead of the table's.</summary>
    public int? StatusOverride { get; init; }

    /// <summary>Whom a refused caller may ask.</summary>
    public string? Contact { get; init; }

    /// <summary>Who owns the rule.</summary>
    public BudgetOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether another counts the same calls in the same windows: then what was counted stays where it is.</summary>
    internal bool CountsLike(Budget other) =>
        (Scope, Target, Counts, Each, Window, TimeZone) == (other.Scope, other.Target, other.Counts, other.Each, other.Window, other.TimeZone) && Also.SequenceEqual(other.Also);

    /// <summary>Everything a call must meet: its scope, then what it says besides.</summary>
    internal IEnumerable<BudgetPart> Parts() => Also.Prepend(new BudgetPart(Scope, Target));
}
