namespace Tollgate.Callers.Keys;

/// <summary>Where a key belongs.</summary>
/// <param name="TeamId">Its team.</param>
/// <param name="PrincipalId">Its holder.</param>
internal sealed record KeyPlace(Guid TeamId, Guid PrincipalId);
