using System.Text;
using Tollgate.Security.Custom;

namespace Tollgate.Security.Tests.Custom;

public sealed class CustomDetectorTests
{
    private static readonly SecurityScanner Bare = new(Detectors.None);

    [Theory]
    [InlineData("we call it Project FALCON here", true)]
    [InlineData("\\u0066alcon", true)]
    [InlineData("ticket SEC-1234 is open", true)]
    [InlineData("falco", false)]
    [InlineData("SEC-12", false)]
    [InlineData("falcon, but this is a bird of prey", false)]
    public void AnyOfWordsAndPatternsIsEnough_UnlessAWordSaysNot(string text, bool isFound)
    {
        var rule = new CustomRule { Name = "r", Keywords = ["Falcon"], Patterns = [@"\bSEC-[0-9]{4}\b"], Unless = ["bird of prey"] };

        Assert.Equal(isFound, Scan(text, rule).Count > 0);
    }

    [Theory]
    [InlineData("merger with acme on 2026-03-01", true)]
    [InlineData("acme on 2026-03-01", false)]
    [InlineData("merger with acme soon", false)]
    public void WhereAllAreNeeded_OneIsNotEnough(string text, bool isFound)
    {
        var rule = new CustomRule { Name = "r", Keywords = ["merger", "acme"], Patterns = ["[0-9]{4}-[0-9]{2}-[0-9]{2}"], NeedsAll = true };

        Assert.Equal(isFound, Scan(text, rule).Count > 0);
    }

    [Fact]
    public void SpansAreBytes_WhateverStandsBefore()
    {
        const string text = "größer als ß: Zürich-77, dann Zürich-78";
        var found = Scan(text, new CustomRule { Name = "r", Patterns = ["Zürich-[0-9]+"] });

        Assert.Equal(["Zürich-77", "Zürich-78"], found.Select(finding => finding.Of(text)));
    }

    [Fact]
    public void TwoRulesThatFindTheSameAreBothTold()
    {
        var found = Scan("project falcon", new CustomRule { Name = "a", Keywords = ["falcon"] }, new CustomRule { Name = "b", Patterns = ["fal.on"] });

        Assert.Equal(["a", "b"], found.Select(finding => finding.Rule.Id).Order());
    }

    [Theory]
    [InlineData("(a+)+$", null)]
    [InlineData("(?<=a)b", "looks around")]
    [InlineData(@"(a)\1", "looks around")]
    [InlineData("(", "Invalid pattern")]
    [InlineData("a*", "empty text")]
    public void APatternThatCouldTakeAnyTimeIsNone(string pattern, string? fault)
    {
        if (fault is null)
        {
            Assert.Null(CustomPattern.Fault(pattern));
        }
        else
        {
            Assert.Contains(fault, CustomPattern.Fault(pattern), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void AHostileTextTakesNoLongerThanItsLengthAllows()
    {
        TextDetector[] own = [new CustomDetector([new CustomRule { Name = "r", Patterns = ["(a+)+b", "(x|xx)+y", "(.*)(.*)(.*)zzz"] }])];
        var text = Encoding.UTF8.GetBytes(new string('a', 30_000) + new string('x', 30_000));
        var findings = default(Findings);
        Bare.Scan(text, Source.User, own, ref findings);
        var start = TimeProvider.System.GetTimestamp();

        Bare.Scan(text, Source.User, own, ref findings);

        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
        Assert.Equal(0, findings.Count);
    }

    [Fact]
    public void ACleanTextAllocatesNothing()
    {
        TextDetector[] own = [new CustomDetector([new CustomRule { Name = "a", Keywords = ["falcon", "heron"] }, new CustomRule { Name = "b", Keywords = ["merger"], Patterns = ["[0-9]{9}"], NeedsAll = true }])];
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Please explain how the cache in src/cache.ts works. ", 160)));
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

    private static List<Finding> Scan(string text, params CustomRule[] rules)
    {
        var findings = default(Findings);
        Bare.Scan(Encoding.UTF8.GetBytes(text), Source.User, [new CustomDetector(rules)], ref findings);
        return [.. findings.Items];
    }
}
