namespace Tollgate.Analytics.Rollups;

/// <summary>Where sums belong: a group in an hour.</summary>
internal readonly record struct UsageCell(UsageGroup Group, long Hour);
