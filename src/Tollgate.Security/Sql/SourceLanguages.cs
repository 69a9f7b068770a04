using System.Text;

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

    /// <summary>Two texts that a source of the language holds; the first row that fits decides.</summary>
    private static readonly (byte[] One, byte[] Two, SourceLanguage Language)[] Signs = MakeSigns();

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
        foreach (var (one, two, language) in Signs)
        {
            if (text.IndexOf(one) >= 0 && text.IndexOf(two) >= 0)
            {
                return language;
            }
        }

        return SourceLanguage.None;
    }

    private static (byte[] One, byte[] Two, SourceLanguage Language)[] MakeSigns()
    {
        (string One, string Two, SourceLanguage Language)[] signs =
        [
            ("func ", ":= ", SourceLanguage.Go), ("fmt.Sprintf(", "(", SourceLanguage.Go),
            ("using System", ";", SourceLanguage.CSharp), ("$\"", ";", SourceLanguage.CSharp), ("string ", "new SqlCommand(", SourceLanguage.CSharp),
            ("String ", ";", SourceLanguage.Java), ("import java", ";", SourceLanguage.Java),
            ("const ", "=", SourceLanguage.JavaScript), ("let ", " = ", SourceLanguage.JavaScript), ("=> ", "(", SourceLanguage.JavaScript),
            ("${", "`", SourceLanguage.JavaScript), ("function ", "{", SourceLanguage.JavaScript),
            ("def ", ":", SourceLanguage.Python), (" = f\"", "{", SourceLanguage.Python), (".execute(", ")", SourceLanguage.Python),
        ];
        return Array.ConvertAll(signs, static sign => (Encoding.UTF8.GetBytes(sign.One), Encoding.UTF8.GetBytes(sign.Two), sign.Language));
    }
}
