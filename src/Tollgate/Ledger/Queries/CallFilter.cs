namespace Tollgate.Ledger.Queries;

/// <summary>Which calls. What is null does not matter.</summary>
internal sealed record CallFilter
{
    /// <summary>The organization; null only for the operator, who may look at all, unknown callers included.</summary>
    public required Guid? OrganizationId { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>The key's id or name.</summary>
    public string? Key { get; init; }

    /// <summary>The team's id or name.</summary>
    public string? Team { get; init; }

    /// <summary>The user's or agent's id or name.</summary>
    public string? Principal { get; init; }

    public string? Agent { get; init; }

    public string? Session { get; init; }

    public string? Provider { get; init; }

    /// <summary>The model served, or asked for where none was served.</summary>
    public string? Model { get; init; }

    public string? Route { get; init; }

    public string? Result { get; init; }

    public int? Status { get; init; }

    public bool IsRefused { get; init; }

    /// <summary>"name" or "name:value".</summary>
    public string? Tag { get; init; }
}
