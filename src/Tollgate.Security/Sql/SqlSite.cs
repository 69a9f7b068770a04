namespace Tollgate.Security.Sql;

/// <summary>A place where a value comes into SQL.</summary>
internal sealed class SqlSite(SqlBuild build, SqlRisk risk, int start, int end, int before)
{
    /// <summary>How it comes in.</summary>
    public SqlBuild Build => build;

    /// <summary>The worst value.</summary>
    public SqlRisk Risk => risk;

    /// <summary>The first byte of the expression.</summary>
    public int Start => start;

    /// <summary>The byte after its last.</summary>
    public int End => end;

    /// <summary>The place that a part of the text came from; -1 for none.</summary>
    public int Before => before;

    /// <summary>Whether the text reaches what carries SQL out.</summary>
    public bool IsCarriedOut { get; set; }
}
