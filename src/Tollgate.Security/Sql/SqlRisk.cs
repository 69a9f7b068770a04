namespace Tollgate.Security.Sql;

/// <summary>How much a value may be somebody else's.</summary>
internal enum SqlRisk : byte
{
    /// <summary>Written in the source.</summary>
    Constant,

    /// <summary>Not known, but cannot carry SQL: a number, a quoted name, a checked one, placeholders.</summary>
    Harmless,

    /// <summary>Something that the program keeps for itself.</summary>
    Field,

    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>From outside: a parameter or a request.</summary>
    Outside,
}
