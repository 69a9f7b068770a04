namespace Tollgate.Security.Sql;

/// <summary>A language whose sources are read for SQL that is put together from values.</summary>
public enum SourceLanguage : byte
{
    /// <summary>None of them.</summary>
    None,

    /// <summary>Python.</summary>
    Python,

    /// <summary>JavaScript and TypeScript.</summary>
    JavaScript,

    /// <summary>C#.</summary>
    CSharp,

    /// <summary>Java.</summary>
    Java,

    /// <summary>Go.</summary>
    Go,
}
