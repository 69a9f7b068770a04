namespace Tollgate.Callers.Organizations;

/// <summary>An organization: nothing of one is visible to another.</summary>
internal sealed record Organization(Guid Id, string Name, bool IsDisabled, DateTimeOffset CreatedAt);
