namespace Tollgate.Callers.Keys;

/// <summary>The body of POST /api/keys/{id}/rotate.</summary>
internal sealed record RotateRequest
{
    /// <summary>How long the old secret still works: 90s, 15m, 24h, 7d; not at all when it is not given.</summary>
    public string? Overlap { get; init; }
}
