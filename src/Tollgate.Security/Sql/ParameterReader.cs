namespace Tollgate.Security.Sql;

/// <summary>Reads the parameters of functions: they come from outside, unless their types hold nothing that SQL could hide in.</summary>
internal sealed class ParameterReader(SourceText source, SqlScopes scopes)
{
    /// <summary>Reads every list in the heading of a function.</summary>
    public void ReadLists(int from, int to, SqlRisk risk = SqlRisk.Outside, SqlRisk? later = null)
    {
        for (var at = from; at < to; at = source.Next(at, to))
        {
            if (source.IsSign(at, "("u8))
            {
                ReadList(at + 1, source.Inside(at, to), risk, later);
            }
        }
    }

    /// <summary>Reads what stands between the brackets of a list; what has no harmless type has that risk.</summary>
    public void ReadList(int from, int to, SqlRisk risk, SqlRisk? later = null)
    {
        var pending = new List<string>();
        while (from < to)
        {
            var end = from;
            while (end < to && !source.IsSign(end, ","u8))
            {
                end = source.Next(end, to);
            }

            Read(from, end, risk, pending);
            risk = later ?? risk;
            from = end + 1;
        }
    }

    private void Read(int from, int end, SqlRisk risk, List<string> pending)
    {
        var given = source.Find(from, end, "="u8);
        var last = given > from ? given : end;
        var name = IsNameFirst ? FirstWord(from, last) : LastWord(from, last);
        if (name is null or "self" or "this" or "cls")
        {
            return;
        }

        var type = TypeOf(from, last);
        Declare(name, type != name ? type : null, risk);
        pending.Add(name);
        if (source.Language == SourceLanguage.Go && type != name)
        {
            // In Go `a, b int` gives both the type.
            pending.ForEach(earlier => Declare(earlier, type, risk));
            pending.Clear();
        }
    }

    private bool IsNameFirst => source.Language is SourceLanguage.Go or SourceLanguage.Python or SourceLanguage.JavaScript;

    private string? TypeOf(int from, int to)
    {
        var colon = source.Find(from, to, ":"u8);
        if (colon > from)
        {
            return FirstWord(colon + 1, to);
        }

        return IsNameFirst ? LastWord(from, to) : FirstWord(from, to);
    }

    private void Declare(string name, string? type, SqlRisk risk) =>
        scopes.Declare(name, type is not null && SqlNames.IsNumber(type) ? SqlValue.Harmless : SqlValue.Of(risk));

    private string? FirstWord(int from, int to)
    {
        for (var at = from; at < to; at = source.Next(at, to))
        {
            if (source.Kind(at) == TokenKind.Word && source.Written(at) is not ("final" or "readonly" or "public" or "private" or "protected" or "params" or "ref" or "in" or "out" or "this" or "Optional"))
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
