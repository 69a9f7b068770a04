using System.Text;
using Tollgate.Security.Canaries;

namespace Tollgate.Security.Tests.Canaries;

public sealed class CanaryDetectorTests
{
    private const string Value = "Blue-Heron-7731-quarterly.forecast";
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(one => (byte)one)];
    private static readonly SecurityScanner Bare = new(Detectors.None);
    private static readonly CanaryDetector Detector = new(Key, [CanaryPrint.Of(Key, "forecast", Value), CanaryPrint.Of(Key, "short", "twelve-bytes")]);

    public static TheoryData<string> Hidden() =>
    [
        $"x{Value}y",
        Value.ToUpperInvariant(),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"see {Value} there")),
        Convert.ToHexString(Encoding.UTF8.GetBytes($"see {Value} there")),
        Uri.HexEscape('B') + Value[1..],
        string.Concat(Value.Select(letter => $"\\u{(int)letter:x4}")),
        string.Join('\u200B', Value.ToCharArray()),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"more: {Convert.ToBase64String(Encoding.UTF8.GetBytes($"see {Value} there"))} of it")),
    ];

    [Theory]
    [MemberData(nameof(Hidden))]
    public void ACanaryIsSeenHoweverItIsWritten(string text)
    {
        var found = Assert.Single(Scan($"{{\"a\":\"{text}\"}}"));
        Assert.Equal(("canary-seen", "Canary 'forecast'", Severity.Critical), (found.Rule.Id, found.Rule.Name, found.Severity));
    }

    [Theory]
    [InlineData("Blue-Heron-7731-quarterly.forecas")]
    [InlineData("Blue-Heron-7731-quarterly_forecast")]
    [InlineData("Blue-Heron")]
    [InlineData("")]
    public void WhatIsNotWholeIsNone(string text) => Assert.Empty(Scan(text));

    [Fact]
    public void TheSpanIsTheValue()
    {
        var found = Assert.Single(Scan("0123456789 twelve-bytes."));
        Assert.Equal((11, 23), (found.Start, found.End));
    }

    [Fact]
    public void ThePrintSaysNothingWithoutTheKey()
    {
        var print = CanaryPrint.Of(Key, "forecast", Value);
        var other = CanaryPrint.Of([.. Key.Reverse()], "forecast", Value);

        Assert.NotEqual(print.Window, other.Window);
        Assert.NotEqual(print.Hash, other.Hash);
        Assert.Equal(32, print.Hash.Length);
    }

    [Fact]
    public void ACleanTextAllocatesNothing()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Please explain how the cache in src/cache.ts works. ", 160)));
        TextDetector[] own = [Detector];
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
    }

    private static List<Finding> Scan(string text)
    {
        var findings = default(Findings);
        Bare.Scan(Encoding.UTF8.GetBytes(text), Source.User, [Detector], ref findings);
        return [.. findings.Items];
    }
}
