namespace Tollgate.Security.Sql;

/// <summary>A term while it is read from left to right.</summary>
internal sealed class SqlTerm
{
    /// <summary>The name it starts with.</summary>
    public string Root { get; set; } = string.Empty;

    /// <summary>The last name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>What is known of it so far.</summary>
    public SqlValue Value { get; set; } = SqlValue.Unknown;

    /// <summary>Whether it is only names and dots so far.</summary>
    public bool IsPlain { get; set; }

    /// <summary>The first token of its first brackets; -1 for none.</summary>
    public int Brackets { get; set; } = -1;

    /// <summary>Whether an object is made.</summary>
    public bool IsMade { get; init; }

    /// <summary>The name that the text is kept under which methods of the term change; empty for none.</summary>
    public string Holder { get; set; } = string.Empty;

    /// <summary>Whether the last name is a method's, whose object the value is.</summary>
    public bool IsMethod { get; set; }
}
