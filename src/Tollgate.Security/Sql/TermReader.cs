using System.Text;

namespace Tollgate.Security.Sql;

/// <summary>Follows texts through terms: strings, names, members, calls.</summary>
internal sealed class TermReader(SourceText source, SqlScopes scopes, OperatorFinder operators, ExpressionReader expressions, Action<int, int> readBlock)
{
    private const int ArgumentsOfSink = 2;
    private readonly CallReader _calls = new(source, scopes);

    /// <summary>Reads a term with what follows it.</summary>
    public SqlValue Read(int from, int to)
    {
        var isMade = source.IsWord(from, "new"u8);
        var at = isMade ? from + 1 : from;
        if (at >= to)
        {
            return SqlValue.Unknown;
        }

        var term = new SqlTerm { IsMade = isMade };
        at = ReadFirst(at, to, term);
        while (at < to)
        {
            at = ReadNext(at, to, term);
        }

        return term.Value;
    }

    /// <summary>Reads what stands between commas, each a whole expression.</summary>
    public List<SqlValue> ReadList(int from, int to, string taker = "")
    {
        var values = new List<SqlValue>();
        while (from < to)
        {
            var end = operators.Next(SqlOperator.Comma, from, to);
            var start = BehindName(from, end);
            values.Add(values.Count < ArgumentsOfSink && SqlNames.IsSink(taker) ? expressions.ReadCarriedOut(start, end, SqlNames.TakesOnlySql(taker)) : expressions.ReadWhole(start, end));
            from = end + 1;
        }

        return values;
    }

    /// <summary>`name = value` and `name: value` are values.</summary>
    private int BehindName(int from, int to) =>
        from + 2 < to && source.Kind(from) == TokenKind.Word && (source.IsSign(from + 1, "="u8) || source.IsSign(from + 1, ":"u8)) ? from + 2 : from;

    private int ReadFirst(int at, int to, SqlTerm term)
    {
        switch (source.Kind(at))
        {
            case TokenKind.TextStart:
                return ReadStrings(at, to, term);
            case TokenKind.Number:
                term.Value = new SqlValue("0", SqlRisk.Constant);
                return at + 1;
            case TokenKind.Word:
                term.Root = term.Name = source.Written(at);
                term.IsPlain = true;
                term.Value = OfName(term.Root);
                return at + 1;
            case TokenKind.Open:
                return ReadGroup(at, to, term);
            default:
                return at + 1;
        }
    }

    private int ReadGroup(int at, int to, SqlTerm term)
    {
        var end = source.Inside(at, to);
        if (source.IsSign(at, "{"u8))
        {
            ReadBraces(at, end);
        }
        else if (end == at + 2 && source.Kind(at + 1) == TokenKind.Word && SqlNames.IsNumber(source.Written(at + 1)) && end + 1 < to)
        {
            // A cast: what follows is a number, and is read for what it holds.
            expressions.Read(end + 1, to);
            term.Value = SqlValue.Harmless;
            return to;
        }
        else
        {
            term.Value = expressions.Read(at + 1, end);
        }

        return end + 1;
    }

    /// <summary>A block of statements, or members with values: both are read as statements.</summary>
    private void ReadBraces(int at, int end)
    {
        if (source.Language == SourceLanguage.Python)
        {
            ReadList(at + 1, end);
            return;
        }

        readBlock(at + 1, end);
    }

    /// <summary>Strings that stand side by side are one.</summary>
    private int ReadStrings(int at, int to, SqlTerm term)
    {
        term.Value = SqlValue.Empty;
        while (at < to && source.Kind(at) == TokenKind.TextStart)
        {
            term.Value = term.Value.Join(ReadString(at, source.Inside(at, to)), SqlBuild.Interpolation);
            at = source.Next(at, to);
        }

        return at;
    }

    private SqlValue ReadString(int from, int to)
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
        while (end < to && !source.IsSign(end, ":"u8) && !(source.IsSign(end, "!"u8) && source.Language == SourceLanguage.Python)
            && !(source.IsSign(end, ","u8) && source.Language == SourceLanguage.CSharp))
        {
            end = source.Next(end, to);
        }

        var value = expressions.ReadWhole(from, end);
        return end < to && source.IsSign(end, ":"u8) && source.Written(to - 1) is "d" or "f" or "x" or "D" or "N0" ? SqlValue.Harmless : value;
    }

    private int ReadNext(int at, int to, SqlTerm term)
    {
        var generic = operators.GenericEnd(at, to);
        if (generic > 0)
        {
            return generic;
        }

        if (source.IsSign(at, "("u8))
        {
            var end = source.Inside(at, to);
            _calls.Read(term, ReadArguments(term, at + 1, end));
            return end + 1;
        }

        if (source.IsSign(at, "["u8))
        {
            var end = source.Inside(at, to);
            ReadList(at + 1, end);
            term.Value = term.Value.IsSafe || SqlNames.IsConstant(term.Name) ? SqlValue.Harmless : SqlValue.Of(term.Value.Risk);
            term.IsPlain = false;
            return end + 1;
        }

        return ReadOther(at, to, term);
    }

    private int ReadOther(int at, int to, SqlTerm term)
    {
        switch (source.Kind(at))
        {
            case TokenKind.TextStart:
                // A tag takes the template apart: the holes are parameters, unless the tag says that they are not.
                var text = ReadString(at, source.Inside(at, to));
                term.Value = term.Name == "raw" ? text : SqlValue.Harmless;
                return source.Next(at, to);
            case TokenKind.Open when source.IsSign(at, "{"u8):
                ReadBraces(at, source.Inside(at, to));
                return source.Next(at, to);
            case TokenKind.Word:
                _calls.ReadMember(term, source.Written(at), at + 1 < to && (source.IsSign(at + 1, "("u8) || operators.GenericEnd(at + 1, to) > 0));
                return at + 1;
            default:
                return at + 1;
        }
    }

    private List<SqlValue> ReadArguments(SqlTerm term, int from, int to)
    {
        if (source.Language == SourceLanguage.CSharp && SqlNames.MakesParameters(term.Name) && from < to && source.Kind(from) == TokenKind.TextStart && source.Next(from, to) is var end
            && (end == to || source.IsSign(end, ","u8)))
        {
            return end + 1 < to ? [SqlValue.Harmless, .. ReadList(end + 1, to)] : [SqlValue.Harmless];
        }

        var wasQuiet = expressions.IsQuiet;
        expressions.IsQuiet |= SqlNames.IsSaid(term.Name) || (SqlNames.IsSaid(term.Root) && term.Root != "t");
        var values = ReadList(from, to, expressions.IsQuiet ? string.Empty : term.Name);
        expressions.IsQuiet = wasQuiet;
        return values;
    }

    private SqlValue OfName(string name) => scopes.Find(name)
        ?? (SqlNames.IsConstant(name) || name is "null" or "None" or "nil" or "true" or "false" or "True" or "False" or "undefined" ? SqlValue.Harmless
            : SqlNames.IsOutside(name) ? SqlValue.Outside
            : name.StartsWith('_') || name is "self" or "this" or "cls" ? SqlValue.Field
            : SqlValue.Unknown);

    private static string Plain(string written)
    {
        if (!written.Contains('\\', StringComparison.Ordinal))
        {
            return written;
        }

        return new StringBuilder(written).Replace("\\n", " ").Replace("\\t", " ").Replace("\\r", " ").Replace("\\\"", "\"").Replace("\\'", "'").Replace("\\\n", " ").ToString();
    }
}
