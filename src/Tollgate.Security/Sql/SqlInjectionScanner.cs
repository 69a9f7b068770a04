namespace Tollgate.Security.Sql;

/// <summary>
/// Finds SQL that is put together from values in sources: it reads tokens, follows texts through the variables of a function, and reports
/// where a value that is neither constant nor checked comes in. Statements with parameters are clean.
/// </summary>
public static class SqlInjectionScanner
{
    /// <summary>As they are written: in capitals, small, or with a capital.</summary>
    private static readonly byte[][] Verbs =
    [
        "elect"u8.ToArray(), "nsert"u8.ToArray(), "pdate"u8.ToArray(), "elete"u8.ToArray(), "here"u8.ToArray(), "reate"u8.ToArray(), "eplace"u8.ToArray(), "erge"u8.ToArray(), "xec"u8.ToArray(),
        "rder"u8.ToArray(), "lter"u8.ToArray(), "SELECT"u8.ToArray(), "INSERT"u8.ToArray(), "UPDATE"u8.ToArray(), "DELETE"u8.ToArray(), "WHERE"u8.ToArray(), "CREATE"u8.ToArray(),
        "DROP"u8.ToArray(), "ALTER"u8.ToArray(), "REPLACE"u8.ToArray(), "MERGE"u8.ToArray(), "EXEC"u8.ToArray(), "ORDER"u8.ToArray(), "PRAGMA"u8.ToArray(), "TRUNCATE"u8.ToArray(), "GRANT"u8.ToArray(),
    ];

    /// <summary>Adds what is in the source to the findings, in the order of places.</summary>
    public static void Scan(ReadOnlyMemory<byte> utf8, SourceLanguage language, ref Findings findings)
    {
        if (language == SourceLanguage.None || !MayHold(utf8.Span))
        {
            return;
        }

        var sites = new SqlSites();
        new StatementReader(new SourceText(utf8, language), sites).Read();
        sites.Report(language, ref findings);
        findings.Sort();
    }

    /// <summary>Most sources hold no statement at all.</summary>
    private static bool MayHold(ReadOnlySpan<byte> text)
    {
        foreach (var verb in Verbs)
        {
            if (text.IndexOf(verb) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
