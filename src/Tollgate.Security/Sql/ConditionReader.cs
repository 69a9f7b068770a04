namespace Tollgate.Security.Sql;

/// <summary>Finds the names that a condition compares with what is allowed.</summary>
internal sealed class ConditionReader(SourceText source, SqlScopes scopes)
{
    private const int LongestCondition = 256;
    private const int LongestCall = 64;

    /// <summary>A name that is checked is harmless from there on.</summary>
    public void Read(int from, int to)
    {
        var end = Math.Min(to, from + LongestCondition);
        for (var at = from; at < end; at++)
        {
            if (source.Kind(at) == TokenKind.Word && IsChecked(at, from, end))
            {
                scopes.Declare(source.Written(at), SqlValue.Harmless);
            }
        }
    }

    private bool IsChecked(int at, int from, int end) => IsCompared(at, end) || IsIndex(at, from, end) || IsArgument(at, from, end) || IsAsked(at, end);

    /// <summary>`name in LIST`, `name not in LIST`.</summary>
    private bool IsCompared(int at, int end)
    {
        if (source.Language != SourceLanguage.Python || source.IsWord(at - 1, "for"u8))
        {
            return false;
        }

        var list = source.IsWord(at + 1, "in"u8) ? at + 2 : source.IsWord(at + 1, "not"u8) && source.IsWord(at + 2, "in"u8) ? at + 3 : end;
        return list < end && IsListed(list);
    }

    /// <summary>`LIST[name]`.</summary>
    private bool IsIndex(int at, int from, int end) =>
        at - 2 >= from && at + 1 < end && source.IsSign(at - 1, "["u8) && source.IsSign(at + 1, "]"u8) && source.Kind(at - 2) == TokenKind.Word && IsListed(at - 2);

    /// <summary>`LIST.contains(name)`, `contains(LIST, name)`, `matches(PATTERN, name)`.</summary>
    private bool IsArgument(int at, int from, int end)
    {
        if (at + 1 >= end || !(source.IsSign(at + 1, ")"u8) || source.IsSign(at + 1, ","u8)))
        {
            return false;
        }

        var open = OpenBefore(at, from);
        return open > from && source.Kind(open - 1) == TokenKind.Word && IsCheck(source.Written(open - 1), open, at);
    }

    private bool IsCheck(string method, int open, int at) =>
        SqlNames.IsPattern(method) || (SqlNames.IsContaining(method) && IsListed(open == at - 1 ? open - 3 : open + 1));

    private int OpenBefore(int at, int from)
    {
        var open = at - 1;
        while (open > from && at - open <= LongestCall && !source.IsSign(open, "("u8))
        {
            open--;
        }

        return source.IsSign(open, "("u8) ? open : -1;
    }

    /// <summary>`name.isidentifier()`, `name.matches(PATTERN)`.</summary>
    private bool IsAsked(int at, int end) =>
        at + 3 < end && source.IsSign(at + 1, "."u8) && source.Kind(at + 2) == TokenKind.Word && source.IsSign(at + 3, "("u8) && SqlNames.IsQuestion(source.Written(at + 2));

    /// <summary>Whether what is allowed stands there: a list in the source, a constant, or a name that says so.</summary>
    private bool IsListed(int at) => source.Kind(at) switch
    {
        TokenKind.Open or TokenKind.Close => true,
        TokenKind.Word => SqlNames.IsList(source.Written(at)) || (scopes.Find(source.Written(at)) is { IsSafe: true }),
        _ => false,
    };
}
