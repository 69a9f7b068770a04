namespace Tollgate.Limits;

/// <summary>One rule: whose calls, what is counted, how many in which time.</summary>
public sealed record RateLimit
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organization that owns it.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>What people call it; unique in the organization.</summary>
    public required string Name { get; init; }

    /// <summary>Whose calls it counts.</summary>
    public required LimitScope Scope { get; init; }

    /// <summary>Which one of the scope; empty for organization and global.</summary>
    public string Target { get; init; } = "";

    /// <summary>Whether the rule has a counter per user, agent or key.</summary>
    public LimitEach Each { get; init; }

    /// <summary>What is counted.</summary>
    public required LimitUnit Unit { get; init; }

    /// <summary>In which time.</summary>
    public required LimitPer Per { get; init; }

    /// <summary>How many; as many as this are allowed.</summary>
    public required long Limit { get; init; }

    /// <summary>Whom a refused caller may ask.</summary>
    public string? Contact { get; init; }

    /// <summary>Who owns the rule.</summary>
    public LimitOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
