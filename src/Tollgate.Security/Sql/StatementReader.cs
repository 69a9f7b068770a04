namespace Tollgate.Security.Sql;

/// <summary>Reads a source statement by statement, and follows what names hold.</summary>
internal sealed class StatementReader
{
    private const int Deepest = 96;
    private readonly SourceText _source;
    private readonly SqlScopes _scopes = new();
    private readonly ExpressionReader _expressions;
    private readonly HeadingReader _headings;
    private readonly StatementCutter _cutter;
    private int _depth;

    /// <summary>A reader for the source.</summary>
    public StatementReader(SourceText source, SqlSites sites)
    {
        _source = source;
        var parameters = new ParameterReader(source, _scopes);
        _expressions = new ExpressionReader(source, sites, _scopes, parameters, new BlockReader(source, _scopes, parameters, ReadBlock));
        _headings = new HeadingReader(source, _scopes, _expressions, parameters);
        _cutter = new StatementCutter(source);
    }

    /// <summary>Reads the whole source.</summary>
    public void Read() => ReadBlock(0, _source.Tokens.Count);

    private void ReadBlock(int from, int to)
    {
        if (_depth == Deepest)
        {
            return;
        }

        _depth++;
        while (from < to)
        {
            from = ReadStatement(from, to);
        }

        _depth--;
    }

    private int ReadStatement(int from, int to)
    {
        if (_source.Language == SourceLanguage.Python)
        {
            return ReadIndented(from, to);
        }

        var (end, isHeading) = _cutter.Cut(from, to);
        if (!isHeading)
        {
            ReadPlain(from, end);
            return end + 1;
        }

        var isFunction = _headings.IsFunction(from, end);
        _scopes.Depth++;
        if (isFunction)
        {
            _scopes.Open(int.MinValue);
            _headings.ReadParameters(from, end);
        }
        else
        {
            _headings.ReadCondition(from, end);
        }

        ReadBlock(end + 1, _source.Inside(end, to));
        if (isFunction)
        {
            _scopes.Close();
        }

        _scopes.Depth--;
        return _source.Next(end, to);
    }

    private int ReadIndented(int from, int to)
    {
        if (_source.Kind(from) == TokenKind.Line)
        {
            return from + 1;
        }

        if (from == 0 || _source.Kind(from - 1) == TokenKind.Line)
        {
            _scopes.Indent(_source.Indent(from));
        }

        var (end, isHeading) = _cutter.CutIndented(from, to);
        if (!isHeading)
        {
            ReadPlain(from, end);
        }
        else if (_headings.IsFunction(from, end))
        {
            _scopes.Open(_source.Indent(from));
            _headings.ReadParameters(from, end);
        }
        else
        {
            _headings.ReadCondition(from, end);
        }

        return end + 1;
    }

    /// <summary>An assignment, or an expression.</summary>
    private void ReadPlain(int from, int to)
    {
        from = BehindLabel(from, to);
        if (_source.Language != SourceLanguage.Python && IsControl(from, to))
        {
            // What stands behind the condition without braces.
            _headings.ReadCondition(from, _source.Next(from + 1, to));
            _scopes.Depth++;
            ReadPlain(_source.Next(from + 1, to), to);
            _scopes.Depth--;
            return;
        }

        var at = _cutter.Assignment(from, to);
        if (at < 0)
        {
            ReadUnassigned(from, to);
            return;
        }

        var target = new AssignmentTarget(_source, from, at);
        var value = target.IsMember && SqlNames.TakerOf(target.Name) is var taker and not SqlTaker.None ? _expressions.ReadCarriedOut(at + 1, to, taker) : ReadValue(target, at, to);
        foreach (var name in target.Names)
        {
            Set(name, target.HoldsNumber ? SqlValue.Harmless : value, _source.IsSign(at, "+="u8));
        }
    }

    private void Set(string name, SqlValue value, bool isGrowing)
    {
        if (isGrowing)
        {
            _scopes.Grow(name, value);
        }
        else
        {
            _scopes.Set(name, value);
        }
    }

    /// <summary>Behind ends of lines, `else`, and the labels of a switch.</summary>
    private int BehindLabel(int from, int to)
    {
        while (from < to && (_source.Kind(from) == TokenKind.Line || _source.IsWord(from, "else"u8)))
        {
            from++;
        }

        while (from < to && _source.Language != SourceLanguage.Python && (_source.IsWord(from, "case"u8) || _source.IsWord(from, "default"u8)) && _source.Find(from, to, ":"u8) is var colon and > 0)
        {
            from = colon + 1;
        }

        return from;
    }

    private bool IsControl(int from, int to) =>
        from + 2 < to && _source.Kind(from) == TokenKind.Word && _source.Written(from) is "if" or "while" or "for" or "foreach" && _source.IsSign(from + 1, "("u8) && _source.Next(from + 1, to) < to;

    private SqlValue ReadValue(AssignmentTarget target, int at, int to)
    {
        if (target.Type == "FormattableString")
        {
            // Its holes stay apart from its text.
            ReadQuietly(at + 1, to);
            return SqlValue.Harmless;
        }

        return _source.IsSign(at, "+="u8) && _scopes.Find(target.Key) is { } before
            ? _expressions.ReadBehind(before, at + 1, to)
            : _expressions.ReadWhole(at + 1, to);
    }

    private void ReadUnassigned(int from, int to)
    {
        if (from < to && _source.IsWord(from, "assert"u8))
        {
            _headings.ReadCondition(from, to);
            return;
        }

        if (from < to && (_source.IsWord(from, "throw"u8) || _source.IsWord(from, "raise"u8)))
        {
            ReadQuietly(from, to);
            return;
        }

        // `name: value` is a member of an object, and `case x:` a label.
        var colon = from + 1 < to && _source.IsSign(from + 1, ":"u8) && _source.Language != SourceLanguage.Python ? from + 2 : from;
        _expressions.ReadWhole(colon, to);
        _headings.DeclareEmpty(from, to);
    }

    private void ReadQuietly(int from, int to)
    {
        var wasQuiet = _expressions.IsQuiet;
        _expressions.IsQuiet = true;
        _expressions.ReadWhole(from, to);
        _expressions.IsQuiet = wasQuiet;
    }
}
