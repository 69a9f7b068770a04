using Tollgate.Core;

namespace Tollgate.Client.Prices;

/// <summary>What one call costs.</summary>
public sealed record CallPrice
{
    /// <summary>The whole call, exact to the nano-dollar and rounded up once.</summary>
    public required Money Cost { get; init; }

    /// <summary>Who serves the model.</summary>
    public required string Provider { get; init; }

    /// <summary>The model, by the catalogue's own name where an alias was asked for.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// <see cref="LineFlags.AssumedPrice"/> where the dearest rates of the provider stand in for one that is not known,
    /// <see cref="LineFlags.Unpriced"/> where a unit that was used has no price at all and is missing from <see cref="Cost"/>.
    /// </summary>
    public LineFlags Flags { get; init; }

    /// <summary>Which prices these are; what it names never changes.</summary>
    public required string CatalogVersion { get; init; }

    /// <summary>Where the prices are published, or "own".</summary>
    public required string Source { get; init; }
}
