namespace Tollgate.Security.Sql;

/// <summary>What parts an expression, from what binds least to what binds most.</summary>
internal enum SqlOperator : byte
{
    /// <summary>A function without a name.</summary>
    Lambda,

    /// <summary>The loop of a comprehension.</summary>
    Loop,

    /// <summary>A list.</summary>
    Comma,

    /// <summary>A choice.</summary>
    Choice,

    /// <summary>One or else the other.</summary>
    Or,

    /// <summary>True or false comes out.</summary>
    Compare,

    /// <summary>Texts are joined.</summary>
    Plus,

    /// <summary>A remainder, or a format.</summary>
    Percent,

    /// <summary>Arithmetic.</summary>
    Arithmetic,

    /// <summary>None: a single term.</summary>
    None,
}
