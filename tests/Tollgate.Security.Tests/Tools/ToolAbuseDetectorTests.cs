using System.Text;
using System.Text.Json;
using Tollgate.Security.Tools;

namespace Tollgate.Security.Tests.Tools;

public sealed class ToolAbuseDetectorTests
{
    private static readonly SecurityScanner Bare = new(Detectors.None);
    private static readonly TextDetector[] Tools = [new ToolAbuseDetector()];

    public static TheoryData<string, string, bool> Examples()
    {
        var rows = new TheoryData<string, string, bool>();
        foreach (var line in Resource.Read("tool-abuse.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var row = JsonDocument.Parse(line).RootElement;
            foreach (var text in row.GetProperty("matches").EnumerateArray())
            {
                rows.Add(row.GetProperty("id").GetString()!, text.GetString()!, true);
            }

            foreach (var text in row.GetProperty("non_matches").EnumerateArray())
            {
                rows.Add(row.GetProperty("id").GetString()!, text.GetString()!, false);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void ARuleFindsWhatItSays_AndLeavesWhatItSays(string rule, string text, bool isFound) =>
        Assert.Equal(isFound, Scan(text).Exists(finding => finding.Rule.Id == rule));

    [Theory]
    [InlineData("""{"command":"rm \u002drf \u002f"}""")]
    [InlineData("cm0gLXJmIC8gJiYgZWNobyBkb25lIHdpdGggaXQ=")]
    [InlineData("rm%20-rf%20%2F%20--no-preserve-root")]
    [InlineData("""{\"command\":\"bash -c \\\"rm -rf \/\\\"\"}""")]
    public void WhatIsWrittenOtherwiseIsTheSame(string text) => Assert.Contains(Scan(text), finding => finding.Rule.Id == "shell-destruction");

    [Fact]
    public void ACleanTextAllocatesNothing()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"path":"src/cache.ts","content":"export function refresh(name: string): void {\n  entries.set(name, load(name));\n}\n"}""", 80)));
        var findings = default(Findings);
        for (var round = 0; round < 200; round++)
        {
            Bare.Scan(text, Source.Model, Tools, ref findings);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 200; round++)
        {
            Bare.Scan(text, Source.Model, Tools, ref findings);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, findings.Count);
    }

    [Fact]
    public void AHostileTextTakesTimeInProportionToItsLength()
    {
        var pieces = new[] { "rm -rf a a a a a ", "curl a a a ", "../../", "socket ", "nc -a ", "powershell -a ", "dd of=/dev/", "remove-item ", "/dev/tcp/a" };
        foreach (var piece in pieces)
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length)));
            var findings = default(Findings);
            Bare.Scan(text, Source.Model, Tools, ref findings);
            var start = TimeProvider.System.GetTimestamp();
            Bare.Scan([.. text, .. text, .. text, .. text], Source.Model, Tools, ref findings);

            var took = TimeProvider.System.GetElapsedTime(start);
            Assert.True(took < TimeSpan.FromSeconds(1), $"{piece}: {took.TotalMilliseconds} ms");
        }
    }

    private static List<Finding> Scan(string text)
    {
        var findings = default(Findings);
        Bare.Scan(Encoding.UTF8.GetBytes(text), Source.Model, Tools, ref findings);
        return [.. findings.Items];
    }
}
