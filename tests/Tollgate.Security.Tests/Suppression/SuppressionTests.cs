using System.Text;
using Tollgate.Security.Suppression;
using Tollgate.Security.Tests.Secrets;

namespace Tollgate.Security.Tests.Suppression;

public sealed class SuppressionTests
{
    private static readonly string Key = Samples.Fill("sk-ant-api03-{[A-Za-z0-9]:40}", new Random(3));

    [Theory]
    [InlineData("k = 'KEY' # tollgate:allow anthropic-api-key revoked last spring", "revoked last spring")]
    [InlineData("// tollgate:allow * fixture of the parser\nk = 'KEY';", "fixture of the parser")]
    [InlineData("<!-- tollgate:allow * fixture of the parser -->\nKEY", "fixture of the parser")]
    [InlineData("k = 'KEY' # tollgate:allow anthropic-api-key", null)]
    [InlineData("k = 'KEY' # tollgate:allow other-rule revoked last spring", null)]
    [InlineData("# tollgate:allow * too far away\n\nk = 'KEY'", null)]
    [InlineData("k = 'KEY'", null)]
    public void AnAllowanceNeedsTheRuleAndAReason(string template, string? reason)
    {
        var text = template.Replace("KEY", Key, StringComparison.Ordinal);

        var finding = Assert.Single(Scanning.Secrets.Scan(text));

        Assert.Equal(reason, InlineAllow.Reason(Encoding.UTF8.GetBytes(text), finding));
    }

    [Fact]
    public void ABaselineKnowsAFindingThatMoves_AndNoOther()
    {
        var text = Encoding.UTF8.GetBytes("k = " + Key);
        var moved = Encoding.UTF8.GetBytes("\n\n  key = " + Key);
        var other = Encoding.UTF8.GetBytes("k = " + Samples.Fill("sk-ant-api03-{[A-Za-z0-9]:40}", new Random(4)));
        var baseline = Baseline.Parse("# known\n\n" + Baseline.Line("src/a.cs", text, First(text)) + "\n");

        Assert.True(baseline.Knows("src/a.cs", text, First(text)));
        Assert.True(baseline.Knows("src/a.cs", moved, First(moved)));
        Assert.False(baseline.Knows("src/b.cs", text, First(text)));
        Assert.False(baseline.Knows("src/a.cs", other, First(other)));
        Assert.False(Baseline.Parse("").Knows("src/a.cs", text, First(text)));
    }

    [Theory]
    [InlineData("*.log", "a/b/c.log", true)]
    [InlineData("*.log", "a/b/c.txt", false)]
    [InlineData("/build", "build/x.txt", true)]
    [InlineData("/build", "src/build/x.txt", false)]
    [InlineData("build/", "src/build/x.txt", true)]
    [InlineData("build/", "build", false)]
    [InlineData("docs/*.md", "docs/a.md", true)]
    [InlineData("docs/*.md", "docs/b/a.md", false)]
    [InlineData("docs/**/*.md", "docs/b/c/a.md", true)]
    [InlineData("docs/**/*.md", "docs/a.md", true)]
    [InlineData("**/fixtures/**", "tests/fixtures/k.json", true)]
    [InlineData("*.json\n!keep.json", "a/keep.json", false)]
    [InlineData("*.json\n!keep.json", "a/other.json", true)]
    [InlineData("# comment\n\nte?t.txt", "test.txt", true)]
    [InlineData("te?t.txt", "te/t.txt", false)]
    [InlineData("*.[oa]", "lib/a.o", true)]
    [InlineData("*.[!oa]", "lib/a.o", false)]
    [InlineData("file[0-9].txt", "file7.txt", true)]
    [InlineData("file[0-9].txt", "filex.txt", false)]
    [InlineData("[]-]x", "]x", true)]
    [InlineData("a[/]b", "a/b", false)]
    [InlineData("\\!a", "!a", true)]
    [InlineData("\\#a", "#a", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("a[", "a[", true)]
    public void IgnoreRulesFollowTheMannerOfGit(string rules, string path, bool isIgnored) => Assert.Equal(isIgnored, IgnoreRules.Parse(rules).Ignores(path));

    [Fact]
    public void AHostilePatternTakesLittleTime()
    {
        var rules = IgnoreRules.Parse(string.Concat(Enumerable.Repeat("*a", 2000)) + "b");

        Assert.False(rules.Ignores(new string('a', 4000)));
    }

    private static Finding First(byte[] text)
    {
        var findings = default(Findings);
        Scanning.Secrets.Scan(text, Source.File, ref findings);
        return findings.Items[0];
    }
}
