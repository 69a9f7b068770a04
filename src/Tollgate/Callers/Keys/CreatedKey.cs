namespace Tollgate.Callers.Keys;

/// <summary>A key that was just made or rotated.</summary>
/// <param name="Key">The key.</param>
/// <param name="Secret">What its holder sends; seen this once. Null for an imported key.</param>
internal sealed record CreatedKey(ApiKey Key, string? Secret);
