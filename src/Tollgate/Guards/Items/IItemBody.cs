namespace Tollgate.Guards.Items;

/// <summary>The body that makes an item; each has a name.</summary>
internal interface IItemBody
{
    /// <summary>Its name, unique among those of its kind.</summary>
    string? Name { get; }
}
