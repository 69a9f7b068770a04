namespace Tollgate.Security.Sql;

/// <summary>Follows texts through members and calls.</summary>
internal sealed class CallReader(SourceText source, SqlScopes scopes)
{
    private const int LongestPlaceholder = 12;

    /// <summary>A member of the term.</summary>
    public void ReadMember(SqlTerm term, string name, bool isMethod)
    {
        var holder = term.IsPlain ? term.Root : string.Empty;
        if (isMethod)
        {
            term.Holder = term.IsPlain && term.Name == term.Root ? holder : term.Holder;
        }
        else if (name is "Length" or "length" or "Count" or "size" || (SqlNames.IsConstant(name) && term.Value.Risk != SqlRisk.Outside))
        {
            term.Value = SqlValue.Harmless;
        }
        else
        {
            term.Value = OfMember(term, name);
        }

        term.Name = name;
        term.IsMethod = isMethod;
    }

    /// <summary>The call of what was read so far.</summary>
    public void Read(SqlTerm term, List<SqlValue> arguments)
    {
        term.Value = ValueOf(term, arguments);
        term.IsPlain = false;
        term.IsMethod = false;
    }

    private SqlValue OfMember(SqlTerm term, string name)
    {
        if (scopes.Find(string.Concat(term.Root, ".", name)) is { } known)
        {
            return known;
        }

        if (SqlNames.IsOutside(name) || SqlNames.IsOutside(term.Root))
        {
            return SqlValue.Outside;
        }

        return IsType(term) && scopes.Find(term.Root) is null ? SqlValue.Harmless : SqlValue.Of(term.Value.Risk);
    }

    /// <summary>A name alone with a capital: its members are constants. In Go it is a name that others see.</summary>
    private bool IsType(SqlTerm term) =>
        source.Language != SourceLanguage.Go && term.IsPlain && term.Root == term.Name && term.Root.Length > 0 && char.IsAsciiLetterUpper(term.Root[0]);

    private SqlValue ValueOf(SqlTerm term, List<SqlValue> arguments)
    {
        var first = arguments.Count > 0 ? arguments[0] : SqlValue.Empty;
        if (term.IsMethod && (term.Value.HasWords || (SqlNames.IsGrowing(term.Name) && scopes.Find(term.Holder) is { Risk: SqlRisk.Constant })))
        {
            return OfText(term, arguments, first);
        }

        if (SqlNames.IsSaid(term.Name))
        {
            return SqlValue.Unknown;
        }

        return MakesHarmless(term) ? SqlValue.Harmless : OfFunction(term, arguments, first) ?? OfLists(term, arguments, first) ?? Answer(term, arguments);
    }

    private static bool MakesHarmless(SqlTerm term) =>
        SqlNames.IsCast(term.Name) || SqlNames.IsQuoting(term.Name) || SqlNames.IsNumber(term.Name)
        || (SqlNames.IsNumber(term.Root) && term.Name.StartsWith("parse", StringComparison.OrdinalIgnoreCase));

    /// <summary>A method of a text.</summary>
    private SqlValue OfText(SqlTerm term, List<SqlValue> arguments, SqlValue first)
    {
        switch (term.Name)
        {
            case "format" or "formatted" or "Format":
                return source.Language == SourceLanguage.Java ? SqlFormat.Percent(term.Value, arguments) : SqlFormat.Braces(term.Value, arguments);
            case "join" when source.Language == SourceLanguage.Python:
                return List(first);
            case "join":
                return List(term.Value);
            case "push" or "add" or "Add" or "append" when source.Language is not SourceLanguage.Java || term.Name == "add":
                return Grow(term, term.Value.HasWords ? SqlValue.Blank.Join(first, SqlBuild.Concatenation) : first);
            case "append" or "Append" or "AppendLine" or "concat" or "WriteString":
                return Grow(term, first);
            case "AppendFormat":
                return Grow(term, SqlFormat.Braces(first, Behind(arguments, 1)));
            case "replace" or "Replace" or "replaceAll" or "replaceFirst":
                return arguments.Count > 1 && !arguments[1].IsSafe ? term.Value.Join(arguments[1], SqlBuild.Format) : term.Value;
            default:
                return term.Value;
        }
    }

    private SqlValue Grow(SqlTerm term, SqlValue piece)
    {
        var grown = term.Value.Join(piece, SqlBuild.Concatenation);
        if (term.Holder.Length > 0 && scopes.Find(term.Holder) is not null)
        {
            scopes.Grow(term.Holder, grown);
        }

        return grown;
    }

    private SqlValue? OfFunction(SqlTerm term, List<SqlValue> arguments, SqlValue first)
    {
        switch (term.Name)
        {
            case "Sprintf" or "format" or "Format" or "sprintf" or "Appendf":
                return IsFormat(first) ? FormatOf(term, first, Behind(arguments, 1)) : null;
            case "Fprintf":
                return FormatOf(term, arguments.Count > 1 ? arguments[1] : first, Behind(arguments, 2));
            case "append" when source.Language == SourceLanguage.Go && !term.IsMethod:
                return Together(arguments);
            case "append" or "Append" or "WriteString":
                return Grow(term, first);
            case "AppendFormat":
                return Grow(term, SqlFormat.Braces(first, Behind(arguments, 1)));
            case "Replace" or "ReplaceAll" when source.Language == SourceLanguage.Go && arguments.Count > 2:
                return first.Join(arguments[2], SqlBuild.Format);
            default:
                return SqlNames.IsPassing(term.Name) && arguments.Count > 0 ? Passed(term, first) : MakesEmpty(term, arguments) ? SqlValue.Empty : null;
        }
    }

    /// <summary>`text.encode(name)` hands on the text, `module.dedent(text)` what it is handed.</summary>
    private SqlValue Passed(SqlTerm term, SqlValue first) => term.IsMethod && (term.Value.Risk == SqlRisk.Outside || scopes.Find(term.Root) is not null) ? term.Value : first;

    private static bool IsFormat(SqlValue first) => first.HasWords || first.IsSafe;

    private static bool MakesEmpty(SqlTerm term, List<SqlValue> arguments) =>
        term.IsMade && arguments.Count == 0 && (SqlNames.IsPassing(term.Root) || SqlNames.IsCollection(term.Root));

    /// <summary>What puts many into one, and what makes many of one.</summary>
    private SqlValue? OfLists(SqlTerm term, List<SqlValue> arguments, SqlValue first)
    {
        switch (term.Name)
        {
            case "Concat" or "concat":
                return Together(arguments);
            case "Join" or "join" when source.Language == SourceLanguage.Go:
                return List(first);
            case "Join" or "join":
                return List(arguments.Count > 1 ? Together(arguments[1..]) : term.Value);
            case "get" or "getOrDefault" or "GetValueOrDefault" when term.IsMethod && term.Value.IsSafe:
                return arguments.Count > 1 ? Together(arguments[1..]) : SqlValue.Harmless;
            case "Repeat" or "nCopies" or "repeat" or "fill":
                return List(Together(arguments));
            default:
                return Listed(term, arguments, first);
        }
    }

    private static SqlValue? Listed(SqlTerm term, List<SqlValue> arguments, SqlValue first) =>
        arguments.Count == 0 ? null
        : SqlNames.IsMaker(term.Name) ? Together(arguments)
        : SqlNames.IsListing(term.Name) && first.Risk != SqlRisk.Unknown ? List(first)
        : null;

    private SqlValue FormatOf(SqlTerm term, SqlValue format, List<SqlValue> values) =>
        source.Language is SourceLanguage.CSharp || term.Root == "MessageFormat" ? SqlFormat.Braces(format, values) : SqlFormat.Percent(format, values);

    private static List<SqlValue> Behind(List<SqlValue> values, int first) => values.Count > first ? values[first..] : [];

    private static SqlValue Together(IReadOnlyList<SqlValue> values)
    {
        var all = SqlValue.Empty;
        foreach (var value in values)
        {
            all = all.Join(value, SqlBuild.Concatenation);
        }

        return all;
    }

    /// <summary>A list that is only marks of parameters is harmless whatever its length.</summary>
    private static SqlValue List(SqlValue list) => list.IsSafe && list.Text.Length <= LongestPlaceholder ? SqlValue.Harmless : list with { IsList = false };

    private static SqlValue Answer(SqlTerm term, List<SqlValue> arguments)
    {
        var risk = term.IsMethod ? term.Value.Risk : SqlRisk.Unknown;
        foreach (var argument in arguments)
        {
            risk = argument.Risk == SqlRisk.Outside ? SqlRisk.Outside : risk;
        }

        return SqlNames.IsOutside(term.Name) ? SqlValue.Outside : SqlValue.Of(risk == SqlRisk.Constant ? SqlRisk.Harmless : risk);
    }
}
