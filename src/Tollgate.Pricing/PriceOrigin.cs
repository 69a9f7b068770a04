namespace Tollgate.Pricing;

/// <summary>Where a price comes from.</summary>
internal enum PriceOrigin : byte
{
    /// <summary>The built-in catalogue.</summary>
    Catalog,
    /// <summary>tollgate.yaml; read-only over the API.</summary>
    File,
    /// <summary>Set over the API.</summary>
    Database,
}
