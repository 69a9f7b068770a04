using Tollgate.Analytics.Usage;
using Tollgate.Core;

namespace Tollgate.Analytics.Reports;

/// <summary>What a period cost, for whoever pays: totals, and the same total by team, model, key and day.</summary>
internal sealed record Statement
{
    public required string Organization { get; init; }

    /// <summary>First day.</summary>
    public required string FirstDay { get; init; }

    /// <summary>Last day.</summary>
    public required string LastDay { get; init; }

    public required string TimeZone { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Whether the period is over; until then the totals are of its days so far.</summary>
    public required bool IsOver { get; init; }

    public required UsageView Total { get; init; }

    /// <summary>What as long a period before it cost.</summary>
    public required Money PreviousCostUsd { get; init; }

    public required IReadOnlyList<UsageView> Teams { get; init; }

    public required IReadOnlyList<UsageView> Models { get; init; }

    public required IReadOnlyList<UsageView> Keys { get; init; }

    public required IReadOnlyList<UsageView> Days { get; init; }
}
