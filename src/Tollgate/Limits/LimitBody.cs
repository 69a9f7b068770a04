namespace Tollgate.Limits;

/// <summary>The body of POST and PATCH /api/limits; what is left out takes its default, or stays as it is.</summary>
public sealed record LimitBody
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whose calls it counts; organization when left out.</summary>
    public LimitScope? Scope { get; init; }

    /// <summary>Which one of the scope.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the rule has many counters.</summary>
    public LimitEach? Each { get; init; }

    /// <summary>What is counted; requests when left out.</summary>
    public LimitUnit? Unit { get; init; }

    /// <summary>In which time; a minute when left out, none for calls in flight.</summary>
    public LimitPer? Per { get; init; }

    /// <summary>How many.</summary>
    public long? Limit { get; init; }

    /// <summary>Whom a refused caller may ask.</summary>
    public string? Contact { get; init; }

    /// <summary>The limit this body asks for.</summary>
    internal NewLimit ToNew(Guid organizationId) => new()
    {
        OrganizationId = organizationId,
        Name = Name,
        Scope = Scope ?? LimitScope.Organization,
        Target = Target ?? "",
        Each = Each ?? default,
        Unit = Unit ?? default,
        Per = Per,
        Limit = Limit ?? 0,
        Contact = Contact,
    };

    /// <summary>Whether the body wants what can only be had by a new limit.</summary>
    internal bool MovesCounters(RateLimit limit) =>
        (Scope ?? limit.Scope, Target ?? limit.Target, Each ?? limit.Each, Unit ?? limit.Unit, Per ?? limit.Per)
        != (limit.Scope, limit.Target, limit.Each, limit.Unit, limit.Per);

    /// <summary>A limit with the changes of this body.</summary>
    internal RateLimit Change(RateLimit limit) => limit with
    {
        Name = Name ?? limit.Name,
        Limit = Limit ?? limit.Limit,
        Contact = Contact ?? limit.Contact,
    };
}
