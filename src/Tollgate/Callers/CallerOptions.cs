using System.ComponentModel.DataAnnotations;

namespace Tollgate.Callers;

/// <summary>Settings of signing in and attribution.</summary>
internal sealed record CallerOptions
{
    /// <summary>Failed sign-ins per minute and remote address before more are refused; 0 switches the limit off.</summary>
    [Range(0, 100_000)]
    public int FailedSignInsPerMinute { get; init; } = 30;

    /// <summary>Addresses and networks (CIDR) whose `X-Forwarded-For` is believed.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Whether end-user ids are stored as they come instead of as keyed hashes.</summary>
    public bool StoreUserIds { get; init; }

    /// <summary>Sessions per key that count as live at the same time; further ones share one name.</summary>
    [Range(1, 1_000_000)]
    public int MaxSessionsPerKey { get; init; } = 10_000;

    /// <summary>Callers kept in memory.</summary>
    [Range(100, 10_000_000)]
    public int MaxCachedCallers { get; init; } = 100_000;

    /// <summary>Unknown keys kept in memory, so that the same wrong key asks the database once.</summary>
    [Range(100, 1_000_000)]
    public int MaxCachedUnknownKeys { get; init; } = 10_000;
}
