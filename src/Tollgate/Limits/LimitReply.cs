namespace Tollgate.Limits;

/// <summary>A limit and what its counters hold now.</summary>
public sealed record LimitReply
{
    /// <summary>The limit.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whose calls it counts.</summary>
    public required LimitScope Scope { get; init; }

    /// <summary>Which one of the scope.</summary>
    public string? Target { get; init; }

    /// <summary>Whether it has many counters.</summary>
    public required LimitEach Each { get; init; }

    /// <summary>What is counted.</summary>
    public required LimitUnit Unit { get; init; }

    /// <summary>In which time; absent for calls in flight.</summary>
    public LimitPer? Per { get; init; }

    /// <summary>How many.</summary>
    public required long Limit { get; init; }

    /// <summary>Counted now; of a split rule, in the fullest counter.</summary>
    public required long Used { get; init; }

    /// <summary>How many are left there.</summary>
    public required long Remaining { get; init; }

    /// <summary>Whom a refused caller may ask.</summary>
    public string? Contact { get; init; }

    /// <summary>Who owns the rule.</summary>
    public required LimitOrigin Origin { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A limit with a count.</summary>
    internal static LimitReply Of(RateLimit limit, long used) => new()
    {
        Id = limit.Id,
        Name = limit.Name,
        Scope = limit.Scope,
        Target = limit.Target.Length > 0 ? limit.Target : null,
        Each = limit.Each,
        Unit = limit.Unit,
        Per = limit.Per == LimitPer.Once ? null : limit.Per,
        Limit = limit.Limit,
        Used = used,
        Remaining = Math.Max(limit.Limit - used, 0),
        Contact = limit.Contact,
        Origin = limit.Origin,
        CreatedAt = limit.CreatedAt,
        UpdatedAt = limit.UpdatedAt,
    };
}
