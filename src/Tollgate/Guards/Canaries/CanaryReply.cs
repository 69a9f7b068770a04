namespace Tollgate.Guards.Canaries;

/// <summary>A canary as the admin API shows it.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="Name">Its name.</param>
/// <param name="Length">How many bytes the value has.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record CanaryReply(Guid Id, string Name, int Length, DateTimeOffset CreatedAt)
{
    /// <summary>The value that was made; shown this once.</summary>
    public string? Value { get; init; }
}
