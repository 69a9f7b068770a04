namespace Tollgate.Security.Sql;

/// <summary>
/// Finds SQL that is put together from values in sources: it reads tokens, follows texts through the variables of a function, and reports
/// where a value that is neither constant nor checked comes in. Statements with parameters are clean.
/// </summary>
public static class SqlInjectionScanner
{
    /// <summary>Adds what is in the source to the findings, in the order of places.</summary>
    public static void Scan(ReadOnlyMemory<byte> utf8, SourceLanguage language, ref Findings findings)
    {
        if (language == SourceLanguage.None || !SqlHint.MayHold(utf8.Span))
        {
            return;
        }

        var sites = new SqlSites();
        new StatementReader(new SourceText(utf8, language), sites).Read();
        sites.Report(language, ref findings);
        findings.Sort();
    }
}
