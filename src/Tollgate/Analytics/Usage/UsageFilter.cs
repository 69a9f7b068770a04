using Tollgate.Analytics.Rollups;

namespace Tollgate.Analytics.Usage;

/// <summary>Which usage. Nothing is left out by an empty one.</summary>
internal sealed record UsageFilter
{
    /// <summary>Everything.</summary>
    public static readonly UsageFilter None = new();

    /// <summary>Values that columns must have.</summary>
    public IReadOnlyList<(GroupColumn Column, string Value)> Equal { get; init; } = [];

    /// <summary>A tag that must be there.</summary>
    public string? TagName { get; init; }

    /// <summary>The value it must have; null for any.</summary>
    public string? TagValue { get; init; }

    /// <summary>Whether usage of a group is wanted.</summary>
    public bool Takes(UsageGroup group)
    {
        foreach (var (column, value) in Equal)
        {
            if (group[column] != value)
            {
                return false;
            }
        }

        return TagName is null || TagText.Has(group[GroupColumn.Tags], TagName, TagValue);
    }
}
