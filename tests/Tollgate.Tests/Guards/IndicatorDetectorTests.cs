using System.Text;
using Tollgate.Guards.Indicators;
using Tollgate.Security;
using Tollgate.Security.Indicators;

namespace Tollgate.Tests.Guards;

public sealed class IndicatorDetectorTests
{
    private const string Hash = "44d88612fea8a8f36de82e1278abb02f";
    private const string Lines =
        """
        # a list
        evil.example
        0.0.0.0 hosts-file.example
        203.0.113.66, seen often
        2001:db8::66
        hxxps://bad[.]example/drop/
        https://page.example/malware/kit.zip
        44d88612fea8a8f36de82e1278abb02f
        nonsense
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly SecurityScanner Bare = new(Detectors.None);

    [Theory]
    [InlineData("get https://evil.example/x", "indicator-domain", "evil.example")]
    [InlineData("curl EVIL.example.", "indicator-domain", "EVIL.example")]
    [InlineData("a.b.evil.example:80", "indicator-domain", "a.b.evil.example")]
    [InlineData("https:\\/\\/hosts-file.example\\/", "indicator-domain", "hosts-file.example")]
    [InlineData("https%3A%2F%2Fevil.example%2F", "indicator-domain", null)]
    [InlineData("ping 203.0.113.66", "indicator-address", "203.0.113.66")]
    [InlineData("http://[2001:DB8:0::66]/", "indicator-address", null)]
    [InlineData("see https://page.example/malware/kit.zip?x=1", "indicator-url", null)]
    [InlineData("see https://bad.example/drop/", "indicator-url", null)]
    [InlineData($"sum is {Hash}.", "indicator-hash", Hash)]
    [InlineData("sum is 44D88612FEA8A8F36DE82E1278ABB02F", "indicator-hash", null)]
    public void WhatIsOnTheListIsFound(string text, string rule, string? span)
    {
        var found = Scan(text);
        Assert.Contains(found, finding => finding.Rule.Id == rule && (span is null || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(finding.Start, finding.Length)) == span));
    }

    [Theory]
    [InlineData("notevil.example")]
    [InlineData("evil.example.org")]
    [InlineData("https://page.example/malware/")]
    [InlineData("https://bad.example/")]
    [InlineData("203.0.113.6")]
    [InlineData("x44d88612fea8a8f36de82e1278abb02f0")]
    [InlineData("")]
    public void WhatIsNotIsNot(string text) => Assert.Empty(Scan(text));

    [Fact]
    public void LinesAreReadForWhatTheyAre()
    {
        var reader = new IndicatorReader(Now);
        var list = reader.Read(Lines, "l", Severity.High);

        Assert.Equal((2, 2, 2, 1, 1), (list.Domains.Count, list.Addresses.Count, list.Urls.Count, list.Hashes.Count, reader.Skipped));
    }

    [Fact]
    public void AStixBundleIsReadToo_WithoutWhatIsOver()
    {
        const string bundle =
            """
            {"type":"bundle","objects":[
              {"type":"indicator","pattern":"[domain-name:value = 'one.example' OR ipv4-addr:value = '203.0.113.1']"},
              {"type":"indicator","pattern":"[url:value = 'https://two.example/a']"},
              {"type":"indicator","pattern":"[file:hashes.'SHA-256' = 'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855']"},
              {"type":"indicator","pattern":"[domain-name:value = 'old.example']","valid_until":"2026-01-01T00:00:00Z"},
              {"type":"indicator","pattern":"[domain-name:value = 'no.example']","revoked":true},
              {"type":"indicator","pattern":"[process:name = 'x']"},
              {"type":"malware","name":"x"}]}
            """;
        var reader = new IndicatorReader(Now);
        var list = reader.Read(bundle, "l", Severity.High);

        Assert.Equal(["one.example"], list.Domains);
        Assert.Equal(["203.0.113.1"], list.Addresses);
        Assert.Equal(["two.example/a"], list.Urls);
        Assert.Equal(["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"], list.Hashes);
        Assert.Equal(3, reader.Skipped);
        Assert.Equal(0, new IndicatorReader(Now).Read("{}", "l", Severity.High).Count);
    }

    [Fact]
    public void ACleanTextAllocatesNothing_AndAHundredThousandNamesCostNoMore()
    {
        TextDetector[] own = [new IndicatorDetector([new IndicatorList("big", Severity.High, [.. Enumerable.Range(0, 100_000).Select(number => $"host-{number}.example")], [], ["a.example/b"], [Hash])])];
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Please see src/cache.ts and https://docs.example.dev/a.html for 7c2f3a9e5b1d4c8f6a0e9b3d7c5f1a2e. ", 80)));
        var findings = default(Findings);
        for (var round = 0; round < 100; round++)
        {
            Bare.Scan(text, Source.User, own, ref findings);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            Bare.Scan(text, Source.User, own, ref findings);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, findings.Count);
    }

    private static List<Finding> Scan(string text)
    {
        var findings = default(Findings);
        Bare.Scan(Encoding.UTF8.GetBytes(text), Source.User, [new IndicatorDetector([new IndicatorReader(Now).Read(Lines, "list", Severity.High)])], ref findings);
        return [.. findings.Items];
    }
}
