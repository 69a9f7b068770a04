using Tollgate.Guards.Items;

namespace Tollgate.Guards.Canaries;

/// <summary>The body of POST /api/guards/canaries.</summary>
internal sealed record CanaryBody : IItemBody
{
    /// <summary>Its name, which records show.</summary>
    public string? Name { get; init; }

    /// <summary>The value, 12 to 4,096 bytes; one is made when left out. Only keyed hashes of it are kept.</summary>
    public string? Value { get; init; }
}
