using System.Text;
using Tollgate.Security.Sql;

namespace Tollgate.Security.Tests.Sql;

public sealed class SqlInjectionScannerTests
{
    private const int LeastCases = 40;
    private const double LeastFigure = 0.97;

    public static TheoryData<string> Languages => ["python", "javascript", "csharp", "java", "go"];

    /// <summary>SEC-02: a labelled corpus for each language; what is missed or wrong is printed with the figures.</summary>
    [Theory]
    [MemberData(nameof(Languages))]
    public void StatementsThatArePutTogetherAreFound_AndHardlyAnythingElse(string language)
    {
        var (found, clean) = (Cases(language + "-found"), Cases(language + "-clean"));
        var missed = found.Where(text => Scan(text, LanguageOf(language)).Count == 0).ToList();
        var wrong = clean.Where(text => Scan(text, LanguageOf(language)).Count > 0).ToList();
        var recall = (double)(found.Count - missed.Count) / found.Count;
        var precision = (double)(found.Count - missed.Count) / (found.Count - missed.Count + wrong.Count);

        var figures = $"{language}: {found.Count} put together, {clean.Count} not; precision {precision:F3}, recall {recall:F3}\n"
            + string.Concat(missed.Select(text => $"missed:\n{text}")) + string.Concat(wrong.Select(text => $"wrongly found:\n{text}"));
        TestContext.Current.TestOutputHelper?.WriteLine(figures);

        Assert.True(found.Count >= LeastCases && clean.Count >= LeastCases, figures);
        Assert.True(recall >= LeastFigure && precision >= LeastFigure, figures);
    }

    [Fact]
    public void EveryRuleHasAMatch()
    {
        var found = Languages.SelectMany(row => Cases(row.Data + "-found").SelectMany(text => Scan(text, LanguageOf(row.Data)))).Select(finding => finding.Rule.Id).Distinct();

        // Java has no strings with holes, and neither has Go.
        Assert.Equal(SqlRules.All.Select(rule => rule.Id).Except(["sql-interpolation-java", "sql-interpolation-go"]).Order(), found.Order());
    }

    [Fact]
    public void AParameterThatIsCarriedOutIsGraver_ThanAFieldThatIsNot()
    {
        var carried = Assert.Single(Scan("def f(cur, name):\n    q = 'SELECT * FROM t WHERE a = ' + name\n    cur.execute(q)\n", SourceLanguage.Python));
        var kept = Assert.Single(Scan("def f(name):\n    return 'SELECT * FROM t WHERE a = ' + name\n", SourceLanguage.Python));
        var own = Assert.Single(Scan("def f(self):\n    return 'SELECT * FROM ' + self.table\n", SourceLanguage.Python));

        Assert.Equal((Severity.High, Severity.Medium, Severity.Low), (carried.Severity, kept.Severity, own.Severity));
        Assert.True(carried.Confidence > kept.Confidence && kept.Confidence > own.Confidence);
        Assert.Equal(FindingKind.SqlInjection, carried.Kind);
    }

    [Fact]
    public void TheSpanIsTheExpression()
    {
        const string Text = "x = 1\nq = 'SELECT * FROM t WHERE a = ' + name\n";

        Assert.Equal("'SELECT * FROM t WHERE a = ' + name", Assert.Single(Scan(Text, SourceLanguage.Python)).Of(Text));
    }

    [Fact]
    public void LanguagesAreToldByTheEndingOfThePath()
    {
        Assert.Equal(SourceLanguage.JavaScript, SourceLanguages.OfPath("src/a.test.TSX"));
        Assert.Equal(SourceLanguage.None, SourceLanguages.OfPath("README"));
        Assert.Equal(SourceLanguage.None, SourceLanguages.OfPath("a.rb"));
    }

    [Theory]
    [InlineData("import os\n\ndef f(a):\n    return a\n", SourceLanguage.Python)]
    [InlineData("const a = require('b');\nfunction f(x) { return x; }", SourceLanguage.JavaScript)]
    [InlineData("using System.Data;\nclass A { }", SourceLanguage.CSharp)]
    [InlineData("public class A { String name; }", SourceLanguage.Java)]
    [InlineData("func f() {\n\ta := 1\n}", SourceLanguage.Go)]
    [InlineData("Select an option from the list.", SourceLanguage.None)]
    public void ASourceWithoutANameIsToldByItsWords(string text, SourceLanguage language) =>
        Assert.Equal(language, SourceLanguages.Guess(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [MemberData(nameof(Languages))]
    public void AnyPrefixOfASourceIsRead(string language)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', Cases(language + "-found").Concat(Cases(language + "-clean"))));
        for (var length = 0; length < bytes.Length; length += 3)
        {
            var findings = default(Findings);

            SqlInjectionScanner.Scan(bytes.AsMemory(0, length), LanguageOf(language), ref findings);

            Assert.All(findings.Items.ToArray(), finding => Assert.InRange(finding.End, finding.Start + 1, length));
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void AnyBytesAreRead(string language)
    {
        var random = new Random(5);
        string[] pieces = ["SELECT * FROM t WHERE a = ", "\"", "'", "`", "${", "f\"{", "{", "}", "(", ")", "[", "]", "+", "=", ":=", "=>", "\n", "    ", "def f(a):", "if ", "for x in y:", "$\"{a}\"", "\"\"\"", ";", ",", "%", "a", ".execute(", "/*", "//", "#", "\\", "?", ":", "<", ">", "func(", "return ", "raise "];
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, 40).Select(_ => pieces[random.Next(pieces.Length)]));

            Scan(text, LanguageOf(language));
        }
    }

    internal static SourceLanguage LanguageOf(string name) => Enum.Parse<SourceLanguage>(name, ignoreCase: true);

    internal static List<string> Cases(string name)
    {
        using var reader = new StreamReader(typeof(SqlInjectionScannerTests).Assembly.GetManifestResourceStream(name + ".txt")!);
        return [.. reader.ReadToEnd().Split("----\n", StringSplitOptions.RemoveEmptyEntries)];
    }

    private static List<Finding> Scan(string text, SourceLanguage language)
    {
        var findings = default(Findings);
        SqlInjectionScanner.Scan(Encoding.UTF8.GetBytes(text), language, ref findings);
        return [.. findings.Items];
    }
}
