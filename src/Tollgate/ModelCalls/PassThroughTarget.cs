using Tollgate.ModelCalls.References;
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
    /// <summary>The object that the path names; null when it names none.</summary>
    public string? ObjectId { get; init; }

    /// <summary>The fields of a form that a bill stands on; empty for any other body.</summary>
    public FormFields Form { get; init; } = FormFields.None;

    /// <summary>The model that stands where the row's path has {model}; null where it has none.</summary>
    public string? ModelInPath => Row is null ? null : new RoutePattern(Row.Path, "model").Matches(Path, out var model) ? model : null;

    /// <summary>Whether the route costs nothing.</summary>
    public bool IsFree => Row is { Charge: RouteCharge.Free };
}
