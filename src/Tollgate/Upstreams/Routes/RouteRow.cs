using Tollgate.Core;

namespace Tollgate.Upstreams.Routes;

/// <summary>A row of catalog/routes.json: a provider's own route that is not one of the surfaces.</summary>
internal sealed record RouteRow
{
    /// <summary>The path below the base address, for example "/files/{file}".</summary>
    public required string Path { get; init; }

    /// <summary>The methods; empty for all.</summary>
    public required IReadOnlyList<string> Methods { get; init; }

    /// <summary>What it costs.</summary>
    public required RouteCharge Charge { get; init; }

    /// <summary>What a metered route is billed by.</summary>
    public Unit? Unit { get; init; }

    /// <summary>Whether the bill comes later than the answer (batches).</summary>
    public bool IsDeferred { get; init; }

    /// <summary>The kind of object the path names; its owner is checked. Null when it names none.</summary>
    public string? Object { get; init; }

    /// <summary>The kind of object an answer makes; its id is recorded. Null when it makes none.</summary>
    public string? Creates { get; init; }

    /// <summary>Where the made object's id is in the answer, as a dotted path.</summary>
    public string CreatedAt { get; init; } = "id";

    /// <summary>Where an answer names files that the object's own work made, as dotted paths; they belong to whoever owns it.</summary>
    public IReadOnlyList<string> Reveals { get; init; } = [];

    /// <summary>How its answers bring the bill of work that another call began.</summary>
    public RouteBill Bill { get; init; }

    /// <summary>Why the route is denied.</summary>
    public string? Why { get; init; }

    /// <summary>Whether a method is one of the row's.</summary>
    public bool Takes(string method)
    {
        foreach (var own in Methods)
        {
            if (own.Equals(method, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return Methods.Count == 0;
    }
}
