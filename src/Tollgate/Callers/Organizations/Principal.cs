namespace Tollgate.Callers.Organizations;

/// <summary>A user or an agent of an organization.</summary>
internal sealed record Principal(Guid Id, PrincipalKind Kind, string Name, Guid TeamId, string Team, bool IsDisabled, DateTimeOffset CreatedAt);
