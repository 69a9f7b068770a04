namespace Tollgate.Security.Sql;

/// <summary>Reads what stands before a block: functions with their parameters, loops, and conditions that check a name.</summary>
internal sealed class HeadingReader(SourceText source, SqlScopes scopes, ExpressionReader expressions)
{
    private const int LongestCondition = 256;

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

    /// <summary>The parameters of a function come from outside, unless their types hold numbers.</summary>
    public void ReadParameters(int from, int to)
    {
        for (var at = from; at < to; at = source.Next(at, to))
        {
            if (source.IsSign(at, "("u8))
            {
                ReadParameterList(at + 1, source.Inside(at, to));
            }
        }
    }

    /// <summary>A loop gives its name a value; a condition may check one.</summary>
    public void ReadCondition(int from, int to)
    {
        expressions.Read(from, to);
        var end = Math.Min(to, from + LongestCondition);
        for (var at = from; at < end; at++)
        {
            if (source.Kind(at) == TokenKind.Word && CheckedName(at, end) is { } name)
            {
                scopes.Declare(name, SqlValue.Harmless);
            }
        }

        ReadLoop(from, to);
    }

    /// <summary>`int n;`, `var n int` and `var b strings.Builder` declare a name without a value.</summary>
    public void DeclareEmpty(int from, int to)
    {
        if (to - from == 3 && source.IsWord(from, "var"u8) && source.Kind(from + 2) == TokenKind.Word && SqlNames.IsNumber(source.Written(from + 2)))
        {
            scopes.Set(source.Written(from + 1), SqlValue.Harmless);
        }
        else if (to - from == 5 && source.IsWord(from, "var"u8) && (source.IsWord(to - 1, "Builder"u8) || source.IsWord(to - 1, "Buffer"u8)))
        {
            scopes.Set(source.Written(from + 1), SqlValue.Empty);
        }
        else if (to - from >= 2 && source.Kind(to - 1) == TokenKind.Word && source.Kind(to - 2) == TokenKind.Word && SqlNames.IsNumber(source.Written(to - 2)))
        {
            scopes.Declare(source.Written(to - 1), SqlValue.Harmless);
        }
    }

    private void ReadParameterList(int from, int to)
    {
        var pending = new List<string>();
        while (from < to)
        {
            var end = from;
            while (end < to && !source.IsSign(end, ","u8))
            {
                end = source.Next(end, to);
            }

            ReadParameter(from, end, pending);
            from = end + 1;
        }
    }

    private void ReadParameter(int from, int end, List<string> pending)
    {
        var given = source.Find(from, end, "="u8);
        var colon = source.Find(from, end, ":"u8);
        var last = given > from ? given : end;
        var isNameFirst = source.Language is SourceLanguage.Go or SourceLanguage.Python or SourceLanguage.JavaScript;
        var name = isNameFirst ? FirstWord(from, last) : LastWord(from, last);
        if (name is null || name is "self" or "this" or "cls")
        {
            return;
        }

        var type = colon > from ? FirstWord(colon + 1, last) : isNameFirst ? LastWord(from, last) : FirstWord(from, last);
        var isNumber = type is not null && type != name && SqlNames.IsNumber(type);
        scopes.Declare(name, isNumber ? SqlValue.Harmless : SqlValue.Outside);

        // In Go `a, b int` gives both the type.
        pending.Add(name);
        if (source.Language == SourceLanguage.Go && type != name)
        {
            foreach (var earlier in pending)
            {
                scopes.Declare(earlier, isNumber ? SqlValue.Harmless : SqlValue.Outside);
            }

            pending.Clear();
        }
    }

    /// <summary>The name that the condition compares with what is allowed.</summary>
    private string? CheckedName(int at, int end)
    {
        if (source.Language == SourceLanguage.Python && at + 1 < end && (source.IsWord(at + 1, "in"u8) || (source.IsWord(at + 1, "not"u8) && at + 2 < end && source.IsWord(at + 2, "in"u8))))
        {
            var list = source.IsWord(at + 1, "in"u8) ? at + 2 : at + 3;
            return !source.IsWord(Math.Max(0, at - 1), "for"u8) && IsListed(list, end) ? source.Written(at) : null;
        }

        return ArgumentOfCheck(at, end);
    }

    private string? ArgumentOfCheck(int at, int end)
    {
        if (at + 1 >= end || at < 2 || !source.IsSign(at - 1, "("u8) && !source.IsSign(at - 1, "["u8) && !source.IsSign(at - 1, ","u8))
        {
            return source.Written(at) is "isidentifier" or "isdigit" or "isalnum" or "isnumeric" && at >= 2 && source.Kind(at - 2) == TokenKind.Word ? source.Written(at - 2) : null;
        }

        var method = source.Kind(at - 2) == TokenKind.Word ? source.Written(at - 2) : string.Empty;
        return method switch
        {
            "includes" or "has" or "Contains" or "contains" or "containsKey" or "ContainsKey" => at >= 4 && IsListed(at - 4, end) ? source.Written(at) : null,
            "test" or "IsMatch" or "MatchString" => source.Written(at),
            _ => source.IsSign(at - 1, "["u8) && SqlNames.IsList(method) ? source.Written(at) : null,
        };
    }

    /// <summary>Whether what is allowed stands there: a list in the source, a constant, or a name that says so.</summary>
    private bool IsListed(int at, int end) => at < end && source.Kind(at) switch
    {
        TokenKind.Open => true,
        TokenKind.Close => true,
        TokenKind.Word => SqlNames.IsList(source.Written(at)) || (scopes.Find(source.Written(at)) is { } known && known.IsSafe),
        _ => false,
    };

    private void ReadLoop(int from, int to)
    {
        var start = from;
        var end = to;
        if (source.Find(from, to, "("u8) is var open and >= 0 && source.Language is not (SourceLanguage.Python or SourceLanguage.Go))
        {
            (start, end) = (open + 1, source.Inside(open, to));
        }

        for (var at = start + 1; at < end; at = source.Next(at, end))
        {
            if (source.IsWord(at, "in"u8) || source.IsWord(at, "of"u8) || source.IsWord(at, "range"u8) || (source.IsSign(at, ":"u8) && source.Language == SourceLanguage.Java))
            {
                DeclareLoop(start, at, end);
                return;
            }
        }
    }

    private void DeclareLoop(int start, int at, int end)
    {
        if (!source.IsWord(Math.Max(0, start - (source.Language is SourceLanguage.Python or SourceLanguage.Go ? 0 : 2)), "for"u8) && source.Language is SourceLanguage.Python or SourceLanguage.Go)
        {
            return;
        }

        var list = expressions.Read(at + 1, end);
        for (var name = start; name < at; name++)
        {
            if (source.Kind(name) == TokenKind.Word && source.Written(name) is not ("for" or "var" or "let" or "const" or "string" or "String" or "async"))
            {
                scopes.Declare(source.Written(name), list.IsSafe ? SqlValue.Harmless : SqlValue.Of(list.Risk));
            }
        }
    }

    private string? FirstWord(int from, int to)
    {
        for (var at = from; at < to; at = source.Next(at, to))
        {
            if (source.Kind(at) == TokenKind.Word && source.Written(at) is not ("final" or "readonly" or "public" or "private" or "params" or "ref" or "in" or "out" or "this" or "string?" or "Optional"))
            {
                return source.Written(at);
            }
        }

        return null;
    }

    private string? LastWord(int from, int to)
    {
        string? last = null;
        for (var at = from; at < to; at = source.Next(at, to))
        {
            last = source.Kind(at) == TokenKind.Word ? source.Written(at) : last;
        }

        return last;
    }
}
