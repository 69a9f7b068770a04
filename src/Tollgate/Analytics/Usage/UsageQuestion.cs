using Tollgate.Analytics.Rollups;

namespace Tollgate.Analytics.Usage;

/// <summary>What is asked of the sums.</summary>
internal sealed record UsageQuestion
{
    /// <summary>An instant after everything.</summary>
    public static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The organization; null only for the operator, who may look at all.</summary>
    public required Guid? OrganizationId { get; init; }

    /// <summary>First instant; a call belongs to the time when it began, and so does every later correction of its cost.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The instant after the last.</summary>
    public DateTimeOffset To { get; init; } = Never;

    /// <summary>Which usage.</summary>
    public UsageFilter Filter { get; init; } = UsageFilter.None;

    /// <summary>The dimensions.</summary>
    public IReadOnlyList<UsageDimension> By { get; init; } = [];

    /// <summary>What time is cut into; needs a finite time.</summary>
    public TimeStep Step { get; init; }

    /// <summary>Whose calendar counts.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The columns that an answer needs.</summary>
    public IReadOnlyList<GroupColumn> Columns
    {
        get
        {
            var columns = By.SelectMany(dimension => dimension.Label is { } label ? [dimension.Column, label] : (GroupColumn[])[dimension.Column]);
            return [.. (Filter.TagName is null ? columns : columns.Append(GroupColumn.Tags)).Distinct()];
        }
    }

    /// <summary>The coarsest sums that can answer.</summary>
    public RollupDetail Detail
    {
        get
        {
            var touched = Columns.Concat(Filter.Equal.Select(equal => equal.Column)).Where(column => column != GroupColumn.Organization).ToList();
            if (touched.Count == 0)
            {
                return RollupDetail.Total;
            }

            return touched.Exists(column => column is GroupColumn.Session or GroupColumn.Tags) ? RollupDetail.Full : RollupDetail.Plain;
        }
    }
}
