namespace Tollgate.Guards.Scanning;

/// <summary>In whose texts of a body injection is looked for.</summary>
internal enum OrderScope : byte
{
    /// <summary>In nobody's.</summary>
    None,
    /// <summary>In what tools and files say.</summary>
    Data,
    /// <summary>In everybody's.</summary>
    Everyone,
}
