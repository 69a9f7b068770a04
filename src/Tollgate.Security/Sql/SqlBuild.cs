namespace Tollgate.Security.Sql;

/// <summary>How a value came into a text.</summary>
internal enum SqlBuild : byte
{
    /// <summary>By joining texts.</summary>
    Concatenation,

    /// <summary>By a hole in a string.</summary>
    Interpolation,

    /// <summary>By a format.</summary>
    Format,
}
