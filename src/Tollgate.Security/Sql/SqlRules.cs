namespace Tollgate.Security.Sql;

/// <summary>The rules: a way in which values come into SQL, for each language.</summary>
public static class SqlRules
{
    private const string Explanation = "A value becomes part of the text of a statement: whoever chooses the value chooses what the database does.";
    private static readonly Rule[] Rules = Make();

    /// <summary>Every rule.</summary>
    public static IReadOnlyList<Rule> All => Rules;

    /// <summary>The rule for a way in a language.</summary>
    internal static Rule Of(SourceLanguage language, SqlBuild build) => Rules[(((int)language - 1) * 3) + (int)build];

    private static Rule[] Make()
    {
        var rules = new List<Rule>();
        foreach (var language in Enum.GetValues<SourceLanguage>())
        {
            if (language != SourceLanguage.None)
            {
                rules.Add(Make(language, "concatenation", "put together"));
                rules.Add(Make(language, "interpolation", "put into a string"));
                rules.Add(Make(language, "format", "formatted into a string"));
            }
        }

        return [.. rules];
    }

    private static Rule Make(SourceLanguage language, string way, string words) => new(
        $"sql-{way}-{language.ToString().ToLowerInvariant()}",
        FindingKind.SqlInjection,
        Severity.High,
        $"SQL {words}",
        Explanation,
        $"Hand the value over as a parameter: {Example(language)}; a name of a table or column comes from a list of allowed ones.");

    private static string Example(SourceLanguage language) => language switch
    {
        SourceLanguage.Python => "cursor.execute(\"select name from users where id = %s\", (user_id,))",
        SourceLanguage.JavaScript => "db.query('select name from users where id = $1', [userId])",
        SourceLanguage.CSharp => "command.Parameters.AddWithValue(\"@id\", userId)",
        SourceLanguage.Java => "connection.prepareStatement(\"select name from users where id = ?\").setLong(1, userId)",
        _ => "db.Query(\"select name from users where id = $1\", userID)",
    };
}
