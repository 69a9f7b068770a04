namespace Tollgate.Audit;

/// <summary>Which rows of the log are asked for; what is null is not asked.</summary>
internal sealed record AuditFilter
{
    /// <summary>Rows about this organization; null: about every one, and the gateway's own.</summary>
    public Guid? OrganizationId { get; init; }

    /// <summary>From this time on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>An action (`key.create`), or the kind before its dot (`key`).</summary>
    public string? Kind { get; init; }

    /// <summary>Who did it: a name, or a key's id.</summary>
    public string? Actor { get; init; }

    /// <summary>What it was done to: an id, such as a call's.</summary>
    public string? Subject { get; init; }
}
