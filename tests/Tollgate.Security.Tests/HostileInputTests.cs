using System.Diagnostics;
using System.Text;

namespace Tollgate.Security.Tests;

[Collection("alone")]
public sealed class HostileInputTests
{
    public static TheoryData<string, string> Shapes => new()
    {
        { "one letter", "a" },
        { "one digit", "7" },
        { "digits and blanks", "4 " },
        { "prefixes", "sk-" },
        { "long prefixes", "sk-ant-ghp_xoxb-" },
        { "names of secrets", "password=secret:token=" },
        { "addresses", "a://b:c@" },
        { "JSON web tokens", "eyJh.eyJ." },
        { "key headers", "-----BEGIN PRIVATE KEY-----" },
        { "at signs", "a@b." },
        { "colons", "a:b::" },
        { "backslashes", "\\" },
        { "escapes", "\\u0041\\x41" },
        { "percent signs", "%25" },
        { "references", "&#65;" },
        { "turns", "\u202E\u202Ca" },
        { "invisible", "\u200B" },
        { "look-alikes", "аa" },
        { "base64", "QUFBQUFBQUFBQUFBQUFBQUFB" },
        { "wrapped base64", "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB\n" },
        { "hexadecimal", "4141" },
        { "added strings", "\"a\" + " },
        { "plus signs", "+ " },
        { "continued lines", "a\\\n" },
        { "births", "born 1990 May " },
        { "names of phones", "phone 12 34 " },
        { "streets", "12 rue de la Paix Calle Mayor 5 " },
        { "command lines", "-u a:b login a password " },
        { "leads", "0123456789abcdefNRAL" },
        { "orders", "ignore all previous instructions " },
        { "letters apart", "i g n o r e " },
        { "tags", "a<b" },
        { "signs", "忽略之前" },
    };

    /// <summary>A piece in KB; the large text is sixteen of them. Larger than anything the engine remembers of a text.</summary>
    private static int Piece => Environment.GetEnvironmentVariable("TOLLGATE_LONG") is null ? 16 : 128;

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TimeGrowsNoFasterThanTheText(string shape, string unit)
    {
        var small = Repeat(unit, Piece * 1024);
        var large = Repeat(unit, Piece * 16 * 1024);
        Measure(small, 2);

        // The same bytes in pieces and in one: a machine that is busy is asked again, more than linear work stays more than linear.
        var ratio = double.MaxValue;
        for (var attempt = 0; attempt < 5 && ratio >= 6; attempt++)
        {
            ratio = Measure(large, 1) / Math.Max(2, Measure(small, 16));
        }

        Assert.True(ratio < 6, $"{shape}: the text in one takes {ratio:F1} times as long as in pieces");
    }

    [Fact]
    public void NoRulesBeginning_SaidAgainAndAgain_CostsMoreThanItsLength()
    {
        foreach (var rule in Secrets.CatalogueTests.Beginnings())
        {
            var small = Repeat(rule, 2 * 1024);
            var large = Repeat(rule, 32 * 1024);
            var ratio = double.MaxValue;
            for (var attempt = 0; attempt < 5 && ratio >= 6; attempt++)
            {
                ratio = Measure(large, 1) / Math.Max(1, Measure(small, 16));
            }

            Assert.True(ratio < 6, $"'{rule}': the text in one takes {ratio:F1} times as long as in pieces");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyBytesAreScannedWithoutAFault_AndSpansLieInTheText(int seed)
    {
        var random = new Random(seed);
        string[] pieces = [.. Shapes.Select(row => row.Data.Item2)];
        for (var round = 0; round < 400; round++)
        {
            var text = Mix(random, pieces);
            var findings = default(Findings);

            Scanning.All.Scan(text, (Source)random.Next(5), ref findings);

            foreach (var finding in findings.Items)
            {
                Assert.InRange(finding.Start, 0, text.Length - 1);
                Assert.InRange(finding.End, finding.Start + 1, text.Length);
            }
        }
    }

    [Fact]
    public void ACleanRequestAllocatesNothing()
    {
        var text = Encoding.UTF8.GetBytes("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Please explain how the cache works.\\nIt keeps values for a while — then forgets them.\"}]}" + new string('x', 4000));
        var scanner = new SecurityScanner();
        var findings = default(Findings);
        for (var round = 0; round < 300; round++)
        {
            scanner.Scan(text, Source.User, ref findings);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            scanner.Scan(text, Source.User, ref findings);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(0, findings.Count);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void AFloodOfSmallThingsDoesNotHideAGraveOne()
    {
        var flood = string.Concat(Enumerable.Range(0, 3000).Select(number => $"user{number}@corp-mail.net "));
        var key = Secrets.Samples.Fill("sk-ant-api03-{[A-Za-z0-9]:40}", new Random(3));
        var findings = default(Findings);

        Scanning.All.Scan(Encoding.UTF8.GetBytes(flood + key), Source.User, ref findings);

        Assert.True(findings.IsFull);
        Assert.Contains(findings.Items.ToArray(), finding => finding.Rule.Id == "anthropic-api-key");
    }

    private static byte[] Mix(Random random, string[] pieces)
    {
        var text = new List<byte>();
        while (text.Count < 400)
        {
            text.AddRange(random.Next(4) == 0 ? [(byte)random.Next(256)] : Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)]));
        }

        return [.. text];
    }

    private static byte[] Repeat(string unit, int bytes)
    {
        var one = Encoding.UTF8.GetBytes(unit);
        var text = new byte[bytes / one.Length * one.Length];
        for (var at = 0; at < text.Length; at += one.Length)
        {
            one.CopyTo(text, at);
        }

        return text;
    }

    private static double Measure(byte[] text, int times)
    {
        var start = Stopwatch.GetTimestamp();
        for (var time = 0; time < times; time++)
        {
            var findings = default(Findings);
            Scanning.All.Scan(text, Source.Tool, ref findings);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
