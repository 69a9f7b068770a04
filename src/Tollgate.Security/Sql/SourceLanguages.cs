namespace Tollgate.Security.Sql;

/// <summary>Tells the language of a source.</summary>
public static class SourceLanguages
{
    private const int Looked = 16 * 1024;

    private static readonly Dictionary<string, SourceLanguage>.AlternateLookup<ReadOnlySpan<char>> Endings = new Dictionary<string, SourceLanguage>(StringComparer.OrdinalIgnoreCase)
    {
        ["py"] = SourceLanguage.Python,
        ["pyw"] = SourceLanguage.Python,
        ["pyi"] = SourceLanguage.Python,
        ["js"] = SourceLanguage.JavaScript,
        ["mjs"] = SourceLanguage.JavaScript,
        ["cjs"] = SourceLanguage.JavaScript,
        ["jsx"] = SourceLanguage.JavaScript,
        ["ts"] = SourceLanguage.JavaScript,
        ["tsx"] = SourceLanguage.JavaScript,
        ["mts"] = SourceLanguage.JavaScript,
        ["cts"] = SourceLanguage.JavaScript,
        ["cs"] = SourceLanguage.CSharp,
        ["csx"] = SourceLanguage.CSharp,
        ["java"] = SourceLanguage.Java,
        ["go"] = SourceLanguage.Go,
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>By the ending of a file's name.</summary>
    public static SourceLanguage OfPath(ReadOnlySpan<char> path)
    {
        var dot = path.LastIndexOf('.');
        return dot >= 0 && Endings.TryGetValue(path[(dot + 1)..], out var language) ? language : SourceLanguage.None;
    }

    /// <summary>By the words of a source without a name: only what no other of the languages has.</summary>
    public static SourceLanguage Guess(ReadOnlySpan<byte> text)
    {
        text = text.Length > Looked ? text[..Looked] : text;
        if (Has(text, "func "u8, ":= "u8) || Has(text, "fmt.Sprintf("u8, "fmt.Sprintf("u8))
        {
            return SourceLanguage.Go;
        }

        if (Has(text, "using System"u8, ";"u8) || Has(text, "$\""u8, ";"u8) || Has(text, "string "u8, "new SqlCommand("u8))
        {
            return SourceLanguage.CSharp;
        }

        if (Has(text, "String "u8, ";"u8) || Has(text, "import java"u8, ";"u8))
        {
            return SourceLanguage.Java;
        }

        if (Has(text, "const "u8, "="u8) || Has(text, "let "u8, " = "u8) || Has(text, "=> "u8, "("u8) || Has(text, "${"u8, "`"u8) || Has(text, "function "u8, "{"u8))
        {
            return SourceLanguage.JavaScript;
        }

        return Has(text, "def "u8, ":"u8) || Has(text, " = f\""u8, "{"u8) || Has(text, ".execute("u8, ")"u8) ? SourceLanguage.Python : SourceLanguage.None;
    }

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> one, ReadOnlySpan<byte> two) => text.IndexOf(one) >= 0 && text.IndexOf(two) >= 0;
}
