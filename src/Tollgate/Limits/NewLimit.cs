namespace Tollgate.Limits;

/// <summary>What it takes to make a limit.</summary>
public sealed record NewLimit
{
    /// <summary>The organization that will own it.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>Its name; null for one made of target, unit and time.</summary>
    public string? Name { get; init; }

    /// <summary>Whose calls it counts.</summary>
    public required LimitScope Scope { get; init; }

    /// <summary>Which one of the scope.</summary>
    public string Target { get; init; } = "";

    /// <summary>What the target is called, for a name of the limit.</summary>
    public string? TargetName { get; init; }

    /// <summary>Whether the rule has many counters.</summary>
    public LimitEach Each { get; init; }

    /// <summary>What is counted.</summary>
    public required LimitUnit Unit { get; init; }

    /// <summary>In which time; null for a minute, or for no time where calls in flight are counted.</summary>
    public LimitPer? Per { get; init; }

    /// <summary>How many.</summary>
    public required long Limit { get; init; }

    /// <summary>Whom a refused caller may ask.</summary>
    public string? Contact { get; init; }

    /// <summary>Who owns the rule.</summary>
    public LimitOrigin Origin { get; init; }

    /// <summary>The limit that is asked for.</summary>
    internal RateLimit ToLimit(Guid id, DateTimeOffset now)
    {
        var per = Per ?? (Unit == LimitUnit.Parallel ? LimitPer.Once : LimitPer.Minute);
        return new RateLimit
        {
            Id = id,
            OrganizationId = OrganizationId,
            Name = Name ?? DefaultName(id, per),
            Scope = Scope,
            Target = Guid.TryParse(Target, out var parsed) ? parsed.ToString() : Target,
            Each = Each,
            Unit = Unit,
            Per = per,
            Limit = Limit,
            Contact = Contact,
            Origin = Origin,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    private string DefaultName(Guid id, LimitPer per)
    {
        var target = TargetName ?? (Target.Length > 0 ? Target : LimitWords.Word(Scope));
        return $"{target}/{LimitWords.Word(Unit)}-{LimitWords.Word(per)}-{id.ToString()[^4..]}";
    }
}
