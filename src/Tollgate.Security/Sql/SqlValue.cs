namespace Tollgate.Security.Sql;

/// <summary>What is known of the value of an expression.</summary>
/// <param name="Text">Its text, as far as it is written in the source, with marks where values stand.</param>
/// <param name="Risk">The worst of what stands in it.</param>
/// <param name="Build">How the last value came in.</param>
/// <param name="Site">The place that was noted for it; -1 for none.</param>
/// <param name="IsFresh">Whether a value came in that no place was noted for.</param>
internal sealed record SqlValue(string Text, SqlRisk Risk, SqlBuild Build = SqlBuild.Concatenation, int Site = -1, bool IsFresh = false)
{
    /// <summary>Whether its parts stand side by side in a list, and are no text until something joins them.</summary>
    public bool IsList { get; init; }

    /// <summary>Stands for a value that may carry SQL.</summary>
    public const char Hole = '\u0001';

    /// <summary>Stands for a value that cannot.</summary>
    public const char Plug = '\u0002';

    private const int LongestText = 2048;

    /// <summary>A value that cannot carry SQL.</summary>
    public static SqlValue Harmless { get; } = new("\u0002", SqlRisk.Harmless);

    /// <summary>A value of which nothing is known.</summary>
    public static SqlValue Unknown { get; } = new("\u0001", SqlRisk.Unknown);

    /// <summary>A value that the program keeps.</summary>
    public static SqlValue Field { get; } = new("\u0001", SqlRisk.Field);

    /// <summary>A value from outside.</summary>
    public static SqlValue Outside { get; } = new("\u0001", SqlRisk.Outside);

    /// <summary>A blank.</summary>
    public static SqlValue Blank { get; } = new(" ", SqlRisk.Constant);

    /// <summary>No text.</summary>
    public static SqlValue Empty { get; } = new(string.Empty, SqlRisk.Constant);

    /// <summary>Whether it cannot carry SQL.</summary>
    public bool IsSafe => Risk <= SqlRisk.Harmless;

    /// <summary>Whether some of it is written in the source.</summary>
    public bool HasWords => Text.AsSpan().ContainsAnyExcept(Hole, Plug);

    /// <summary>A value of that risk without text.</summary>
    public static SqlValue Of(SqlRisk risk) => risk switch
    {
        <= SqlRisk.Harmless => Harmless,
        SqlRisk.Field => Field,
        SqlRisk.Unknown => Unknown,
        _ => Outside,
    };

    /// <summary>One behind the other.</summary>
    public SqlValue Join(SqlValue next, SqlBuild build)
    {
        var joined = string.Concat(Text, next.Text);
        return new SqlValue(
            joined.Length > LongestText ? joined[..LongestText] : joined,
            Risk > next.Risk ? Risk : next.Risk,
            next.IsSafe ? Build : build,
            next.Site >= 0 ? next.Site : Site,
            IsFresh || next.IsFresh || IsLoose || next.IsLoose);
    }

    /// <summary>The worse of two.</summary>
    public SqlValue Or(SqlValue other) => other.Risk > Risk || (other.Risk == Risk && other.Text.Length > Text.Length) ? other : this;

    /// <summary>A harmful value that was not noted yet.</summary>
    private bool IsLoose => !IsSafe && Site < 0;
}
