using Tollgate.Upstreams;
using Tollgate.Upstreams.Routes;

namespace Tollgate.ModelCalls;

/// <summary>Where a pass-through goes.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Path">The path below the provider's base address.</param>
/// <param name="Row">Its catalogue row; null when there is none.</param>
/// <param name="Deployments">The accounts that can take it; one, when an object lives there.</param>
internal sealed record PassThroughTarget(string Provider, string Path, RouteRow? Row, Deployment[] Deployments)
{
    /// <summary>Whether the route costs nothing.</summary>
    public bool IsFree => Row is { Charge: RouteCharge.Free };
}
