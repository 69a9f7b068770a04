namespace Tollgate.Security.Sql;

/// <summary>Reads what stands before a block: functions, loops and conditions; and declarations without a value.</summary>
internal sealed class HeadingReader(SourceText source, SqlScopes scopes, ExpressionReader expressions, ParameterReader parameters)
{
    private readonly ConditionReader _conditions = new(source, scopes);

    /// <summary>Whether a function's block begins behind the heading.</summary>
    public bool IsFunction(int from, int to)
    {
        while (from < to && source.Kind(from) == TokenKind.Line)
        {
            from++;
        }

        if (from >= to || source.Kind(from) != TokenKind.Word)
        {
            return false;
        }

        if (source.Language == SourceLanguage.Python)
        {
            return source.IsWord(from, "def"u8) || (source.IsWord(from, "async"u8) && source.IsWord(from + 1, "def"u8));
        }

        return source.Written(from) is not ("if" or "for" or "while" or "switch" or "catch" or "foreach" or "using" or "lock" or "else" or "try" or "do" or "return" or "class" or "select" or "case" or "await")
            && source.Find(from, to, "("u8) > from;
    }

    /// <summary>The parameters of a function come from outside.</summary>
    public void ReadParameters(int from, int to) => parameters.ReadLists(from, to);

    /// <summary>A loop gives its name a value; a condition may check one.</summary>
    public void ReadCondition(int from, int to)
    {
        expressions.Read(from, to);
        _conditions.Read(from, to);
        ReadLoop(from, to);
    }

    /// <summary>`int n;`, `var n int` and `var b strings.Builder` declare a name without a value.</summary>
    public void DeclareEmpty(int from, int to)
    {
        if (source.IsWord(from, "var"u8) && source.Kind(from + 1) == TokenKind.Word)
        {
            DeclareTyped(source.Written(from + 1), to - from, to - 1);
        }
        else if (to - from >= 2 && source.Kind(to - 1) == TokenKind.Word && source.Kind(to - 2) == TokenKind.Word)
        {
            DeclareNamed(source.Written(to - 2), source.Written(to - 1));
        }
    }

    private void DeclareNamed(string type, string name)
    {
        if (SqlNames.IsNumber(type))
        {
            scopes.Declare(name, SqlValue.Harmless);
        }
        else if (type is "String" or "string" or "let" or "var")
        {
            scopes.Declare(name, SqlValue.Empty);
        }
    }

    private void DeclareTyped(string name, int length, int type)
    {
        if (length == 3 && source.Kind(type) == TokenKind.Word)
        {
            scopes.Set(name, SqlNames.IsNumber(source.Written(type)) ? SqlValue.Harmless : SqlValue.Empty);
        }
        else if (length == 5 && (source.IsWord(type, "Builder"u8) || source.IsWord(type, "Buffer"u8)))
        {
            scopes.Set(name, SqlValue.Empty);
        }
    }

    private void ReadLoop(int from, int to)
    {
        if (source.Kind(from) != TokenKind.Word || source.Written(from) is not ("for" or "foreach" or "async" or "await"))
        {
            return;
        }

        var (start, end) = (from, to);
        if (source.Language is not (SourceLanguage.Python or SourceLanguage.Go) && source.Find(from, to, "("u8) is var open and >= 0)
        {
            (start, end) = (open + 1, source.Inside(open, to));
        }

        for (var at = start + 1; at < end; at = source.Next(at, end))
        {
            if (TryDeclareLoop(start, at, end))
            {
                return;
            }
        }
    }

    private bool TryDeclareLoop(int start, int at, int end)
    {
        if (IsInto(at))
        {
            DeclareLoop(start, at, end);
            return true;
        }

        if (!source.IsSign(at, "="u8) || source.Kind(at - 1) != TokenKind.Word)
        {
            return false;
        }

        DeclareCounter(at, end);
        return true;
    }

    /// <summary>`for (int number = 0; …; …)`.</summary>
    private void DeclareCounter(int at, int end)
    {
        var semicolon = source.Find(at, end, ";"u8);
        if (semicolon > at)
        {
            scopes.Declare(source.Written(at - 1), SqlValue.Of(expressions.Read(at + 1, semicolon).Risk));
        }
    }

    private bool IsInto(int at) => source.Kind(at) == TokenKind.Word
        ? source.Written(at) is "in" or "of" or "range"
        : source.Language == SourceLanguage.Java && source.IsSign(at, ":"u8);

    private void DeclareLoop(int start, int at, int end)
    {
        var list = expressions.Read(at + 1, end);
        for (var name = start; name < at; name++)
        {
            if (source.Kind(name) == TokenKind.Word && source.Written(name) is not ("for" or "foreach" or "var" or "let" or "const" or "string" or "String" or "async" or "await" or "final"))
            {
                scopes.Declare(source.Written(name), SqlValue.Of(list.Risk));
            }
        }
    }
}
