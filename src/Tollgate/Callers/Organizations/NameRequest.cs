namespace Tollgate.Callers.Organizations;

/// <summary>The body that makes or renames something that is only a name.</summary>
internal sealed record NameRequest
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }
}
