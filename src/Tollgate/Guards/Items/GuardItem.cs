namespace Tollgate.Guards.Items;

/// <summary>Something that an organization gives its guards to look for.</summary>
/// <param name="Id">UUIDv7.</param>
/// <param name="OrganizationId">The organization that owns it.</param>
/// <param name="Name">Its name, unique among those of its kind.</param>
/// <param name="Body">What it is, as JSON.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record GuardItem(Guid Id, Guid OrganizationId, string Name, string Body, DateTimeOffset CreatedAt);
