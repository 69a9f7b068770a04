using Tollgate.Upstreams;
using Tollgate.Upstreams.Routes;

namespace Tollgate.ModelCalls;

/// <summary>A provider that can have a path.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Path">The path below its base address.</param>
/// <param name="Match">The catalogue's row for it; null when there is none.</param>
internal sealed record PassThroughPlace(Provider Provider, string Path, RouteMatch? Match);
