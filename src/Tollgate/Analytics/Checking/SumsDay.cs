namespace Tollgate.Analytics.Checking;

/// <summary>An organization's day in UTC.</summary>
/// <param name="OrganizationId">Whose.</param>
/// <param name="Day">Days since 1970.</param>
internal readonly record struct SumsDay(Guid OrganizationId, long Day);
