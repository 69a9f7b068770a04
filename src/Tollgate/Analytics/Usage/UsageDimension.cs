using Tollgate.Analytics.Rollups;

namespace Tollgate.Analytics.Usage;

/// <summary>Something usage can be broken down by.</summary>
/// <param name="Name">Its name in `group_by`.</param>
/// <param name="Column">What tells groups apart.</param>
/// <param name="Label">What people read, where the column is an id.</param>
/// <param name="Tag">One tag of all; null for the whole column.</param>
internal sealed record UsageDimension(string Name, GroupColumn Column, GroupColumn? Label = null, string? Tag = null)
{
    private const string TagPrefix = "tag:";

    /// <summary>All but single tags, in alphabetical order.</summary>
    public static readonly UsageDimension[] All =
    [
        new("agent", GroupColumn.Agent),
        new("deployment", GroupColumn.Deployment),
        new("key", GroupColumn.Key, GroupColumn.KeyName),
        new("model", GroupColumn.Model),
        new("organization", GroupColumn.Organization),
        new("principal", GroupColumn.Principal, GroupColumn.PrincipalName),
        new("provider", GroupColumn.Provider),
        new("result", GroupColumn.Result),
        new("route", GroupColumn.Route),
        new("session", GroupColumn.Session),
        new("status", GroupColumn.Status),
        new("tag", GroupColumn.Tags),
        new("team", GroupColumn.Team, GroupColumn.TeamName),
    ];

    /// <summary>All tags as the JSON object of their column; null without any. Not for people.</summary>
    public static readonly UsageDimension TagsObject = new("tags_object", GroupColumn.Tags) { IsAsStored = true };

    /// <summary>Whether the value is the column's own.</summary>
    public bool IsAsStored { get; private init; }

    /// <summary>Finds a dimension by its name.</summary>
    public static UsageDimension? Find(string name) => name.StartsWith(TagPrefix, StringComparison.Ordinal) && name.Length > TagPrefix.Length
        ? new UsageDimension(name, GroupColumn.Tags, Tag: name[TagPrefix.Length..])
        : Array.Find(All, dimension => dimension.Name == name);

    /// <summary>The value of a group.</summary>
    public string? Value(UsageGroup group) => (Column, Tag) switch
    {
        _ when IsAsStored => group[Column],
        (GroupColumn.Tags, null) => TagText.All(group[Column]),
        (GroupColumn.Tags, { } tag) => TagText.Value(group[Column], tag),
        _ => group[Column],
    };

    /// <summary>What people read for a group.</summary>
    public string? Text(UsageGroup group) => Label is { } label ? group[label] ?? Value(group) : Value(group);
}
