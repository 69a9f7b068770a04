using System.Text;

namespace Tollgate.Security.Sql;

/// <summary>Reads strings with their holes.</summary>
internal sealed class StringReader(SourceText source, ExpressionReader expressions)
{
    /// <summary>Strings that stand side by side are one; the place moves behind them.</summary>
    public SqlValue Read(ref int at, int to)
    {
        var value = SqlValue.Empty;
        while (at < to && source.Kind(at) == TokenKind.TextStart)
        {
            value = value.Join(ReadOne(at, source.Inside(at, to)), SqlBuild.Interpolation);
            at = source.Next(at, to);
        }

        return value;
    }

    private SqlValue ReadOne(int from, int to)
    {
        var value = SqlValue.Empty;
        for (var at = from + 1; at < to; at = source.Next(at, to))
        {
            value = value.Join(source.Kind(at) == TokenKind.HoleStart ? ReadHole(at + 1, source.Inside(at, to)) : new SqlValue(Plain(source.Written(at)), SqlRisk.Constant), SqlBuild.Interpolation);
        }

        return value;
    }

    /// <summary>A hole ends at its format, which says that a number is wanted when it is one for numbers.</summary>
    private SqlValue ReadHole(int from, int to)
    {
        var end = source.Language == SourceLanguage.JavaScript ? to : from;
        while (end < to && !EndsHole(end))
        {
            end = source.Next(end, to);
        }

        var value = expressions.ReadWhole(from, end);
        return end < to && source.IsSign(end, ":"u8) && source.Written(to - 1) is "d" or "f" or "x" or "D" or "N0" ? SqlValue.Harmless : value;
    }

    private bool EndsHole(int at) => source.IsSign(at, ":"u8) || (source.Language == SourceLanguage.Python ? source.IsSign(at, "!"u8) : source.IsSign(at, ","u8));

    private static string Plain(string written)
    {
        if (!written.Contains('\\', StringComparison.Ordinal))
        {
            return written;
        }

        return new StringBuilder(written).Replace("\\n", " ").Replace("\\t", " ").Replace("\\r", " ").Replace("\\\"", "\"").Replace("\\'", "'").Replace("\\\n", " ").ToString();
    }
}
