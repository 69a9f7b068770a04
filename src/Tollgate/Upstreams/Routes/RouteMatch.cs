namespace Tollgate.Upstreams.Routes;

/// <summary>The row that a request fell on.</summary>
/// <param name="Row">The row; null when no row takes the method, or the rest of the path, and only the object is known.</param>
/// <param name="ObjectId">The id of the object that the path names; null when it names none.</param>
internal readonly record struct RouteMatch(RouteRow? Row, string? ObjectId);
