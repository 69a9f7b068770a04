namespace Tollgate.Security.Sql;

/// <summary>What is done with a text that is handed over.</summary>
internal enum SqlTaker : byte
{
    /// <summary>Nothing that is known.</summary>
    None,

    /// <summary>It may be carried out, if it is a statement.</summary>
    Statement,

    /// <summary>It becomes a condition, if it compares.</summary>
    Condition,

    /// <summary>It is carried out as SQL, or as a part of it.</summary>
    Sql,
}
