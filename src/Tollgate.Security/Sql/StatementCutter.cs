namespace Tollgate.Security.Sql;

/// <summary>Finds where statements end.</summary>
internal sealed class StatementCutter(SourceText source)
{
    /// <summary>The end of the statement, and whether it is the heading of the block that starts there.</summary>
    public (int End, bool IsHeading) Cut(int from, int to)
    {
        var isValue = false;
        var isControl = IsControl(from);
        for (var at = from; at < to; at = source.Next(at, to))
        {
            if (source.Kind(at) == TokenKind.Line ? at > from && !GoesOn(at, to) : IsEnd(at))
            {
                return (at, false);
            }

            if (source.IsSign(at, "{"u8) && !isValue && !IsLiteral(from, at))
            {
                return (at, true);
            }

            isValue |= !isControl && StartsValue(at);
        }

        return (to, false);
    }

    /// <summary>In Go the value of a loop or a condition stands before its block without brackets.</summary>
    private bool IsControl(int from) =>
        source.Language == SourceLanguage.Go && source.Kind(from) == TokenKind.Word && source.Written(from) is "for" or "if" or "switch" or "select" or "else" or "func";

    private bool IsEnd(int at) => source.IsSign(at, ";"u8) || (source.IsSign(at, ","u8) && source.Language != SourceLanguage.Go);

    /// <summary>The same where blocks are indented: a heading ends at its colon.</summary>
    public (int End, bool IsHeading) CutIndented(int from, int to)
    {
        var isCompound = source.Kind(from) == TokenKind.Word && source.Written(from) is "def" or "if" or "for" or "while" or "with" or "try" or "else" or "elif" or "except" or "finally" or "class" or "match" or "case" or "async";
        for (var at = from; at < to; at = source.Next(at, to))
        {
            if (source.Kind(at) == TokenKind.Line || source.IsSign(at, ";"u8))
            {
                return (at, false);
            }

            if (isCompound && source.IsSign(at, ":"u8))
            {
                return (at, true);
            }
        }

        return (to, isCompound);
    }

    /// <summary>Where the statement assigns; -1 when it does not.</summary>
    public int Assignment(int from, int to)
    {
        for (var at = from; at < to; at = source.Next(at, to))
        {
            if (IsAssignment(at))
            {
                return at == from ? -1 : at;
            }

            if (source.IsSign(at, "=>"u8) || (source.Language == SourceLanguage.JavaScript && at > from + 1 && source.IsSign(at, "?"u8)))
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>Whether the statement goes on behind the end of the line.</summary>
    private bool GoesOn(int line, int to)
    {
        if (IsJoint(line - 1))
        {
            return true;
        }

        // In Go a line that could end a statement does.
        return source.Language == SourceLanguage.JavaScript && line + 1 < to && (IsJoint(line + 1) || source.IsSign(line + 1, "."u8) || source.IsSign(line + 1, ":"u8));
    }

    private bool IsJoint(int at) => source.Kind(at) == TokenKind.Sign && source.Written(at) is "+" or "=" or "+=" or ":=" or "?" or "&&" or "||" or "??" or "," or "." or "-" or "*" or "=>" or ":";

    private bool StartsValue(int at) => IsAssignment(at) || IsReturn(at);

    private bool IsReturn(int at) => source.Kind(at) == TokenKind.Word && source.Written(at) is "return" or "await" or "new" or "throw";

    private bool IsAssignment(int at) => source.IsSign(at, "="u8) || source.IsSign(at, "+="u8) || source.IsSign(at, ":="u8);

    /// <summary>`[]string{…}` and `map[string]bool{…}`: values between braces behind a type.</summary>
    private bool IsLiteral(int from, int at) => at - 2 > from && source.Kind(at - 1) == TokenKind.Word && source.IsSign(at - 2, "]"u8) && source.Language == SourceLanguage.Go && source.IsWord(from, "for"u8);
}
