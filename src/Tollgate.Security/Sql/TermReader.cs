namespace Tollgate.Security.Sql;

/// <summary>Follows texts through terms: strings, names, members, calls, lists.</summary>
internal sealed class TermReader(SourceText source, SqlScopes scopes, OperatorFinder operators, ExpressionReader expressions, BlockReader blocks)
{
    private const int ArgumentsOfSink = 2;
    private readonly CallReader _calls = new(source, scopes);
    private readonly StringReader _strings = new(source, expressions);

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
        var use = SqlNames.TakerOf(taker);
        while (from < to)
        {
            var end = operators.Next(SqlOperator.Comma, from, to);
            var start = BehindName(from, end);
            values.Add(values.Count < ArgumentsOfSink && use != SqlTaker.None ? expressions.ReadCarriedOut(start, end, use) : expressions.ReadWhole(start, end));
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
                term.Value = _strings.Read(ref at, to);
                return at;
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
            term.Value = ReadMembers(at + 1, end);
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
            term.Brackets = term.Brackets < 0 ? at : term.Brackets;
            _calls.Read(term, ReadArguments(term, at + 1, end));
            return end + 1;
        }

        if (source.IsSign(at, "["u8))
        {
            var end = source.Inside(at, to);
            ReadList(at + 1, end);
            term.Value = term.Value.IsSafe || (SqlNames.IsConstant(term.Name) && term.Value.Risk != SqlRisk.Outside) ? SqlValue.Harmless : SqlValue.Of(term.Value.Risk);
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
                var text = _strings.Read(ref at, to);
                term.Value = term.Name == "raw" ? text : SqlValue.Harmless;
                return at;
            case TokenKind.Open when source.IsSign(at, "{"u8):
                ReadBraces(at, to, term);
                return source.Next(at, to);
            case TokenKind.Word:
                _calls.ReadMember(term, source.Written(at), at + 1 < to && (source.IsSign(at + 1, "("u8) || operators.GenericEnd(at + 1, to) > 0));
                return at + 1;
            default:
                return at + 1;
        }
    }

    /// <summary>Behind brackets stands the body of a function or a class; behind anything else stand the members of a list or an object.</summary>
    private void ReadBraces(int at, int to, SqlTerm term)
    {
        var end = source.Inside(at, to);
        if (term.Root is "switch" || term.Name is "switch")
        {
            term.Value = ReadMembers(at + 1, end);
        }
        else if (term.Brackets >= 0 && !(term.IsMade && source.Language == SourceLanguage.CSharp))
        {
            blocks.ReadBody(term.IsMade ? -1 : term.Brackets, at, to);
        }
        else if (term.Root is "class" or "struct" or "interface")
        {
            blocks.ReadBody(-1, at, to);
        }
        else
        {
            term.Value = ReadMembers(at + 1, end);
        }
    }

    /// <summary>Members of a list or an object: together they are as harmful as the worst. Only what has no names is one text.</summary>
    private SqlValue ReadMembers(int from, int to)
    {
        var all = SqlValue.Empty;
        var isNamed = false;
        while (from < to)
        {
            var end = from;
            while (end < to && !source.IsSign(end, ","u8) && !source.IsSign(end, ";"u8))
            {
                end = source.Next(end, to);
            }

            var start = BehindKey(from, end);
            isNamed |= start > from;
            var value = expressions.ReadWhole(start, end);
            all = all.HasWords ? all.Join(SqlValue.Blank, SqlBuild.Concatenation).Join(value, SqlBuild.Concatenation) : all.Join(value, SqlBuild.Concatenation);
            from = end + 1;
        }

        return isNamed ? SqlValue.Of(all.Risk) with { Site = all.Site } : all with { IsList = true };
    }

    private int BehindKey(int from, int to)
    {
        for (var at = from; at < to; at = source.Next(at, to))
        {
            if (source.IsSign(at, ":"u8) || source.IsSign(at, "="u8))
            {
                return at + 1;
            }

            if (source.IsSign(at, "?"u8) || source.IsSign(at, "=>"u8) || source.IsSign(at, "->"u8) || source.IsWord(at, "lambda"u8))
            {
                return from;
            }
        }

        return from;
    }

    private List<SqlValue> ReadArguments(SqlTerm term, int from, int to)
    {
        if (MakesParameters(term, from, to))
        {
            var end = source.Next(from, to);
            return end + 1 < to ? [SqlValue.Harmless, .. ReadList(end + 1, to)] : [SqlValue.Harmless];
        }

        // Elements of a list are as harmless as the list.
        var (wasRisk, wasQuiet) = (expressions.ListRisk, expressions.IsQuiet);
        expressions.ListRisk = term.IsMethod && SqlNames.IsOverList(term.Name) ? term.Value.Risk : null;
        expressions.IsQuiet |= SqlNames.IsSaid(term.Name) || (SqlNames.IsSaid(term.Root) && term.Root != "t");
        var values = ReadList(from, to, expressions.IsQuiet ? string.Empty : term.Name);
        (expressions.ListRisk, expressions.IsQuiet) = (wasRisk, wasQuiet);
        DeclareOut(term, from, to);
        return values;
    }

    /// <summary>`out var NAME`: what numbers are read into, or what is looked up in a list of constants, is harmless.</summary>
    private void DeclareOut(SqlTerm term, int from, int to)
    {
        var isHarmless = SqlNames.IsNumber(term.Root) || (SqlNames.IsContaining(term.Name) && term.Value.IsSafe);
        for (var at = from; at + 2 < to && source.Language == SourceLanguage.CSharp; at = source.Next(at, to))
        {
            if (IsOut(at))
            {
                scopes.Declare(source.Written(at + 2), isHarmless || SqlNames.IsNumber(source.Written(at + 1)) ? SqlValue.Harmless : SqlValue.Unknown);
            }
        }
    }

    private bool IsOut(int at) => source.IsWord(at, "out"u8) && source.Kind(at + 1) == TokenKind.Word && source.Kind(at + 2) == TokenKind.Word;

    /// <summary>Whether the holes of the string that comes first become parameters; of a string alone, not of one that others are joined to.</summary>
    private bool MakesParameters(SqlTerm term, int from, int to)
    {
        if (source.Language != SourceLanguage.CSharp || from >= to || !SqlNames.MakesParameters(term.Name) || source.Kind(from) != TokenKind.TextStart)
        {
            return false;
        }

        var end = source.Next(from, to);
        return end == to || source.IsSign(end, ","u8);
    }

    private SqlValue OfName(string name) => scopes.Find(name)
        ?? (SqlNames.IsConstant(name) || name is "null" or "None" or "nil" or "true" or "false" or "True" or "False" or "undefined" ? SqlValue.Harmless
            : SqlNames.IsOutside(name) ? SqlValue.Outside
            : name.StartsWith('_') || name is "self" or "this" or "cls" ? SqlValue.Field
            : SqlValue.Unknown);
}
