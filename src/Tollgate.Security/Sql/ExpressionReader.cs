namespace Tollgate.Security.Sql;

/// <summary>Follows texts through expressions.</summary>
internal sealed class ExpressionReader
{
    private const int Deepest = 64;
    private readonly SourceText _source;
    private readonly SqlSites _sites;
    private readonly SqlScopes _scopes;
    private readonly OperatorFinder _operators;
    private readonly TermReader _terms;
    private readonly ParameterReader _parameters;
    private readonly BlockReader _blocks;
    private int _depth;

    /// <summary>A reader for a source; the last argument reads blocks inside expressions.</summary>
    public ExpressionReader(SourceText source, SqlSites sites, SqlScopes scopes, ParameterReader parameters, BlockReader blocks)
    {
        (_source, _sites, _scopes, _parameters, _blocks) = (source, sites, scopes, parameters, blocks);
        _operators = new OperatorFinder(source);
        _terms = new TermReader(source, scopes, _operators, this, blocks);
    }

    /// <summary>Whether what is read is said to people, not carried out.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>How much the elements of the list may be somebody else's that the next function without a name goes over; null for none.</summary>
    public SqlRisk? ListRisk { get; set; }

    /// <summary>Reads a whole expression; a value that comes into a statement is noted.</summary>
    public SqlValue ReadWhole(int from, int to)
    {
        (from, to) = Trim(from, to);
        var value = Read(from, to);
        return !IsQuiet && from < to && !value.IsList && value.IsFresh && !value.IsSafe && SqlText.IsStatement(value.Text)
            ? _sites.Note(value, _source.Tokens[from].Start, _source.Tokens[to - 1].End, isCarriedOut: false)
            : value;
    }

    /// <summary>Reads what is put behind a text.</summary>
    public SqlValue ReadBehind(SqlValue before, int from, int to)
    {
        (from, to) = Trim(from, to);
        var piece = Read(from, to);
        var value = before.Join(piece, SqlBuild.Concatenation);
        return !IsQuiet && from < to && value.IsFresh && !piece.IsSafe && SqlText.IsStatement(value.Text)
            ? _sites.Note(value, _source.Tokens[from].Start, _source.Tokens[to - 1].End, isCarriedOut: false)
            : value;
    }

    /// <summary>Reads a whole expression that is handed to what carries SQL out.</summary>
    public SqlValue ReadCarriedOut(int from, int to, SqlTaker taker)
    {
        var value = ReadWhole(from, to);
        (from, to) = Trim(from, to);
        if (value.IsFresh && from < to && IsTaken(value, taker))
        {
            value = _sites.Note(value, _source.Tokens[from].Start, _source.Tokens[to - 1].End, isCarriedOut: true);
        }

        _sites.CarryOut(value.Site);
        return value;
    }

    private static bool IsTaken(SqlValue value, SqlTaker taker) =>
        value.HasWords && (taker == SqlTaker.Sql ? !value.IsList && SqlText.IsPart(value.Text) : taker == SqlTaker.Condition && SqlText.IsCondition(value.Text));

    /// <summary>Reads an expression.</summary>
    public SqlValue Read(int from, int to)
    {
        (from, to) = Trim(from, to);
        if (from >= to || _depth == Deepest)
        {
            return from >= to ? SqlValue.Empty : SqlValue.Unknown;
        }

        _depth++;
        var (found, at) = _operators.Find(from, to);
        var value = ReadParted(found, at, from, to);
        _depth--;
        return value;
    }

    private SqlValue ReadParted(SqlOperator found, int at, int from, int to) => found switch
    {
        SqlOperator.Lambda => ReadLambda(from, at, to),
        SqlOperator.Loop => ReadLoop(at, from, to),
        SqlOperator.Comma => ReadList(from, to),
        SqlOperator.Choice => ReadChoice(at, from, to),
        SqlOperator.Or => Fold(SqlOperator.Or, from, to, static (left, right) => left.Or(right)),
        SqlOperator.Compare => Fold(SqlOperator.Compare, from, to, static (_, _) => SqlValue.Harmless),
        SqlOperator.Plus => Fold(SqlOperator.Plus, from, to, static (left, right) => left.Join(right, SqlBuild.Concatenation)),
        SqlOperator.Percent => ReadPercent(at, from, to),
        SqlOperator.Arithmetic => Fold(SqlOperator.Arithmetic, from, to, static (left, right) => left.HasWords ? left : right.HasWords ? right : SqlValue.Harmless),
        _ => _terms.Read(from, to),
    };

    /// <summary>Each part may be a statement; together they are a list.</summary>
    private SqlValue ReadList(int from, int to)
    {
        var all = SqlValue.Empty;
        while (from < to)
        {
            var end = _operators.Next(SqlOperator.Comma, from, to);
            all = all.Join(SqlValue.Blank, SqlBuild.Concatenation).Join(ReadWhole(from, end), SqlBuild.Concatenation);
            from = end + 1;
        }

        return all with { IsList = true };
    }

    private SqlValue Fold(SqlOperator by, int from, int to, Func<SqlValue, SqlValue, SqlValue> join)
    {
        SqlValue? value = null;
        while (from < to)
        {
            var end = _operators.Next(by, from, to);
            var part = Read(from, end);
            value = value is null ? part : join(value, part);
            from = end + 1;
        }

        return value ?? SqlValue.Empty;
    }

    /// <summary>What is taken over a list is as harmless as the list.</summary>
    private SqlValue ReadLambda(int from, int at, int to)
    {
        var isNamed = _source.IsWord(at, "lambda"u8);
        var body = isNamed ? _source.Find(at, to, ":"u8) : at;
        if (body < 0)
        {
            return SqlValue.Unknown;
        }

        var over = ListRisk;
        ListRisk = null;
        _scopes.Open(int.MinValue);
        ReadLambdaParameters(isNamed ? at + 1 : from, body, over);
        var value = ReadLambdaBody(body + 1, to);
        _scopes.Close();
        return value;
    }

    private SqlValue ReadLambdaBody(int from, int to)
    {
        if (from >= to || !_source.IsSign(from, "{"u8) || _source.Language == SourceLanguage.Python)
        {
            return Read(from, to);
        }

        _blocks.ReadBody(-1, from, to);
        return SqlValue.Unknown;
    }

    /// <summary>Of a function over a list the first parameter is the element, and the second its number.</summary>
    private void ReadLambdaParameters(int from, int to, SqlRisk? over)
    {
        var (risk, later) = (over ?? SqlRisk.Outside, over is null ? (SqlRisk?)null : SqlRisk.Harmless);
        if (_source.Find(from, to, "("u8) >= 0)
        {
            _parameters.ReadLists(from, to, risk, later);
        }
        else
        {
            _parameters.ReadList(from, to, risk, later);
        }
    }

    /// <summary>`TEXT for NAME in LIST`: the name is as safe as the list.</summary>
    private SqlValue ReadLoop(int at, int from, int to)
    {
        var into = at + 1;
        while (into < to && !_source.IsWord(into, "in"u8))
        {
            into = _source.Next(into, to);
        }

        var end = into + 1 < to ? _operators.Next(SqlOperator.Choice, into + 1, to) : to;
        var list = into + 1 < to ? Read(into + 1, end) : SqlValue.Unknown;
        for (var name = at + 1; name < into; name++)
        {
            if (_source.Kind(name) == TokenKind.Word)
            {
                _scopes.Declare(_source.Written(name), list.IsSafe ? SqlValue.Harmless : SqlValue.Of(list.Risk));
            }
        }

        return Read(from, at);
    }

    private SqlValue ReadChoice(int at, int from, int to)
    {
        if (_source.Language == SourceLanguage.Python)
        {
            var orElse = at + 1;
            while (orElse < to && !_source.IsWord(orElse, "else"u8))
            {
                orElse = _source.Next(orElse, to);
            }

            Read(at + 1, Math.Min(orElse, to));
            return Read(from, at).Or(orElse < to ? Read(orElse + 1, to) : SqlValue.Empty);
        }

        Read(from, at);
        var colon = _source.Find(at + 1, to, ":"u8);
        return colon < 0 ? Read(at + 1, to) : Read(at + 1, colon).Or(Read(colon + 1, to));
    }

    /// <summary>A format in Python, a remainder elsewhere.</summary>
    private SqlValue ReadPercent(int at, int from, int to)
    {
        var left = Read(from, at);
        var right = at + 1 < to && _source.IsSign(at + 1, "("u8) && _source.Next(at + 1, to) == to
            ? _terms.ReadList(at + 2, _source.Inside(at + 1, to))
            : [Read(at + 1, to)];
        return _source.Language == SourceLanguage.Python && left.HasWords ? SqlFormat.Percent(left, right) : SqlValue.Harmless;
    }

    private (int From, int To) Trim(int from, int to)
    {
        while (from < to && (_source.Kind(from) == TokenKind.Line || IsPrefix(from, to)))
        {
            from++;
        }

        while (to > from && _source.Kind(to - 1) == TokenKind.Line)
        {
            to--;
        }

        return (from, to);
    }

    private bool IsPrefix(int at, int to) => at + 1 < to && _source.Kind(at) switch
    {
        TokenKind.Word => _source.Written(at) is "await" or "return" or "yield" or "not" or "throw" or "raise" or "async" or "const" or "ref" or "out" or "else" or "case" or "defer" or "go" or "typeof" or "assert",
        TokenKind.Sign => _source.Written(at) is "!" or "-" or "&" or "*" or "+" or "." or "++",
        _ => false,
    };
}
