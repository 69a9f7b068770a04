namespace Tollgate.Security.Sql;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    /// <summary>A name or keyword.</summary>
    Word,

    /// <summary>A number, or a pattern of JavaScript.</summary>
    Number,

    /// <summary>Where a string starts: prefix and quotes.</summary>
    TextStart,

    /// <summary>A piece of a string as it is written.</summary>
    Text,

    /// <summary>Where a string ends.</summary>
    TextEnd,

    /// <summary>Where a value is put into a string.</summary>
    HoleStart,

    /// <summary>Where that value ends.</summary>
    HoleEnd,

    /// <summary>An operator or mark.</summary>
    Sign,

    /// <summary>An opening bracket.</summary>
    Open,

    /// <summary>A closing bracket.</summary>
    Close,

    /// <summary>The end of a line that may end a statement.</summary>
    Line,
}
