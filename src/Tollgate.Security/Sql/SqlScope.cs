namespace Tollgate.Security.Sql;

/// <summary>What is known of the names of one function.</summary>
internal sealed class SqlScope(int indent, int depth)
{
    /// <summary>The names.</summary>
    public Dictionary<string, SqlValue> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>How far its heading is indented, where that counts.</summary>
    public int Indent => indent;

    /// <summary>How deep its blocks lie in others.</summary>
    public int Depth => depth;

    /// <summary>How far its own lines are indented; -1 until one was seen.</summary>
    public int Body { get; set; } = -1;
}
