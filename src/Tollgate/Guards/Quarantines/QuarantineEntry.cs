namespace Tollgate.Guards.Quarantines;

/// <summary>A key, or a session of a key, whose calls are refused.</summary>
internal sealed record QuarantineEntry
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose key it is.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>The key.</summary>
    public required Guid KeyId { get; init; }

    /// <summary>Its name.</summary>
    public required string KeyName { get; init; }

    /// <summary>The session; null when the whole key is meant.</summary>
    public string? Session { get; init; }

    /// <summary>What was found.</summary>
    public required string Rule { get; init; }

    /// <summary>In which call.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When it ends by itself; null: not before somebody lifts it.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
