namespace Tollgate.Security.Sql;

/// <summary>Finds what parts an expression.</summary>
internal sealed class OperatorFinder(SourceText source)
{
    private const int LongestGeneric = 24;

    /// <summary>The operator that binds least, and where it stands first.</summary>
    public (SqlOperator Operator, int At) Find(int from, int to)
    {
        var (least, place) = (SqlOperator.None, -1);
        for (var at = from; at < to; at = Next(at, to))
        {
            var found = Of(at, at == from, to);
            if (found < least)
            {
                (least, place) = (found, at);
            }
        }

        return (least, place);
    }

    /// <summary>The next place of the operator, or the end.</summary>
    public int Next(SqlOperator wanted, int from, int to)
    {
        var at = from;
        while (at < to && Of(at, at == from, to) != wanted)
        {
            at = Next(at, to);
        }

        return at;
    }

    /// <summary>The token behind this one: behind what it opens, and behind the types of a generic call.</summary>
    public int Next(int at, int to)
    {
        var generic = GenericEnd(at, to);
        return generic > 0 ? generic : source.Next(at, to);
    }

    /// <summary>Behind the `&lt;…&gt;` that starts there and has a call or a member behind it; 0 when none does.</summary>
    public int GenericEnd(int at, int to)
    {
        if (source.Language is SourceLanguage.Python or SourceLanguage.Go || !source.IsSign(at, "<"u8))
        {
            return 0;
        }

        var depth = 0;
        var most = Math.Min(to, at + LongestGeneric);
        for (var next = at; next < most && MayBeType(next); next++)
        {
            depth += source.IsSign(next, "<"u8) ? 1 : source.IsSign(next, ">"u8) ? -1 : 0;
            if (depth == 0)
            {
                return IsCalled(next + 1, to) ? next + 1 : 0;
            }
        }

        return 0;
    }

    private bool IsCalled(int at, int to) => at < to && (source.IsSign(at, "("u8) || source.IsSign(at, "{"u8));

    private bool MayBeType(int at) => source.Kind(at) is TokenKind.Word or TokenKind.Sign or TokenKind.Open or TokenKind.Close;

    private SqlOperator Of(int at, bool isFirst, int to) => source.Kind(at) switch
    {
        TokenKind.Sign when GenericEnd(at, to) > 0 => SqlOperator.None,
        TokenKind.Sign => OfSign(source.Written(at), isFirst),
        TokenKind.Word when !isFirst => OfWord(source.Written(at)),
        TokenKind.Word when source.Language == SourceLanguage.Python && source.IsWord(at, "lambda"u8) => SqlOperator.Lambda,
        _ => SqlOperator.None,
    };

    private SqlOperator OfWord(string word) => source.Language == SourceLanguage.Python
        ? word switch
        {
            "for" => SqlOperator.Loop,
            "if" => SqlOperator.Choice,
            "or" => SqlOperator.Or,
            "and" or "in" or "not" or "is" => SqlOperator.Compare,
            _ => SqlOperator.None,
        }
        : word is "instanceof" or "is" or "in" ? SqlOperator.Compare : SqlOperator.None;

    private SqlOperator OfSign(string sign, bool isFirst) => sign switch
    {
        "=>" => SqlOperator.Lambda,
        "->" when source.Language == SourceLanguage.Java => SqlOperator.Lambda,
        "," => SqlOperator.Comma,
        "?" when source.Language is not (SourceLanguage.Python or SourceLanguage.Go) => SqlOperator.Choice,
        "||" or "??" => SqlOperator.Or,
        "==" or "!=" or "<" or ">" or "<=" or ">=" or "&&" => SqlOperator.Compare,
        "+" when !isFirst => SqlOperator.Plus,
        "%" => SqlOperator.Percent,
        "-" or "*" or "/" or "^" or "|" when !isFirst => SqlOperator.Arithmetic,
        _ => SqlOperator.None,
    };
}
