namespace Tollgate.Callers.Organizations;

/// <summary>A team of an organization.</summary>
internal sealed record Team(Guid Id, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>Tags that its calls must bear.</summary>
    public IReadOnlyList<string> RequiredTags { get; init; } = [];

    /// <summary>Whether a call without one of them is refused; else its lines are flagged.</summary>
    public bool RefusesUntagged { get; init; }
}
