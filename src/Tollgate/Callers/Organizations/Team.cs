namespace Tollgate.Callers.Organizations;

/// <summary>A team of an organization.</summary>
internal sealed record Team(Guid Id, string Name, DateTimeOffset CreatedAt);
