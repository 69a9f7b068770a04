using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Guards;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Security;
using Tollgate.Telemetry;

namespace Tollgate.Tests.Guards;

public sealed class BodyGuardTests
{
    private static readonly GuardedCall Call = new(Guid.CreateVersion7(), GuardPolicyTests.Make(PrincipalKind.Agent), new Attribution(null, null, null, null, null, null, []), Surface.ChatCompletions);
    private static readonly BodyScan Real = BodyScan.Of(new SecurityScanner());

    [Fact]
    public void AKeyIsTakenOut_AndEverythingElseStays()
    {
        var body = $$$"""{"messages":[{"role":"user","content":"use {{{Planted.Key}}}\nand {{{Planted.Key}}} \u00e9"}],"n": 4}""";

        var verdict = Judge(body, new GuardOptions { Rules = [Redacts(GuardThreat.CredentialExposure)] });

        Assert.Null(verdict.Refusal);
        Assert.Equal("""{"messages":[{"role":"user","content":"use [AWS_ACCESS_KEY_ID_1]\nand [AWS_ACCESS_KEY_ID_1] \u00e9"}],"n": 4}""", Encoding.UTF8.GetString(verdict.Body!));
        Assert.StartsWith("redact; credential_exposure/", verdict.Notice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\nPLANT\\t", "\\n[EMAIL_1]\\t")]
    [InlineData("\\u006aPLANT", "[EMAIL_1]")]
    public void NoEscapeIsCutInTwo(string text, string expected)
    {
        var rule = Redacts(GuardThreat.PiiExposure) with { MinSeverity = Severity.Info, MinConfidence = 0 };

        var verdict = Judge($$"""{"a":"{{text.Replace("PLANT", "user.name@corp-mail.net", StringComparison.Ordinal)}}"}""", new GuardOptions { Rules = [rule] });

        Assert.Equal($$"""{"a":"{{expected}}"}""", Encoding.UTF8.GetString(verdict.Body!));
    }

    [Fact]
    public void ANumberBecomesAText()
    {
        var rule = Redacts(GuardThreat.PiiExposure) with { MinSeverity = Severity.Info, MinConfidence = 0 };

        var verdict = Judge($$"""{"card":{{Planted.Card.Replace(" ", "", StringComparison.Ordinal)}}}""", new GuardOptions { Rules = [rule] });

        Assert.Matches("^\\{\"card\":\"\\[[A-Z_]+_1\\]\"\\}$", Encoding.UTF8.GetString(verdict.Body!));
    }

    [Theory]
    [InlineData("Block", true)]
    [InlineData("Allow", false)]
    public void AGuardThatFailsDoesWhatTheSettingsSay_AndSaysSo(string onFailure, bool refuses)
    {
        GuardScan broken = (ReadOnlySpan<byte> _, Source _, ReadOnlySpan<TextDetector> _, ref Findings _) => throw new InvalidOperationException("broken");
        var metrics = new GuardMetrics(new MetricRegistry());
        var desk = new GuardDesk(metrics);

        var verdict = Guard(new GuardOptions { OnFailure = Enum.Parse<GuardFailure>(onFailure) }, new BodyScan(broken, broken, broken), desk, metrics).Judge(Call, GuardDirection.Request, "{\"a\":\"b\"}"u8);

        Assert.Equal(refuses, verdict.Refusal is not null);
        Assert.True(desk.Reports.TryRead(out var report));
        Assert.Equal("InvalidOperationException", report.Failure);
        Assert.True(report.IsAudited);
    }

    [Fact]
    public void InMonitor_WhatIsFoundIsRecordedAndGoesOn()
    {
        var metrics = new GuardMetrics(new MetricRegistry());
        var desk = new GuardDesk(metrics);

        var verdict = Guard(new GuardOptions(), Real, desk, metrics).Judge(Call, GuardDirection.Request, Encoding.UTF8.GetBytes($"{{\"a\":\"{Planted.Key}\"}}"));

        Assert.Equal(default, verdict);
        Assert.True(desk.Reports.TryRead(out var report));
        Assert.Equal((GuardAction.Log, "a"), (report.Action, report.Hits[0].Place.Path));
        Assert.False(report.IsAudited);
    }

    [Fact]
    public void ReportsThatFindNoRoomAreCounted()
    {
        var registry = new MetricRegistry();
        var metrics = new GuardMetrics(registry);
        var desk = new GuardDesk(metrics);
        var report = new GuardReport(Call, DateTimeOffset.UnixEpoch, GuardDirection.Request, 1, GuardAction.Log, []);

        for (var number = 0; number < 10_050; number++)
        {
            desk.Note(report);
        }

        Assert.Equal(10_000, desk.Reports.Count);
    }

    [Fact]
    public void ACleanRequestAllocatesNothing()
    {
        var metrics = new GuardMetrics(new MetricRegistry());
        var guard = Guard(new GuardOptions { Level = GuardLevel.Enforce }, Real, new GuardDesk(metrics), metrics);
        var body = Encoding.UTF8.GetBytes(Conversation(8 * 1024));
        for (var round = 0; round < 500; round++)
        {
            Assert.Equal(default, guard.Judge(Call, GuardDirection.Request, body));
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 200; round++)
        {
            guard.Judge(Call, GuardDirection.Request, body);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Conversation(int bytes)
    {
        var text = new StringBuilder("""{"model":"m","tools":[{"type":"function","function":{"name":"read_file","description":"Reads a file of the project.","parameters":{"type":"object","properties":{"path":{"type":"string","description":"Where it is."}}}}}],"messages":[{"role":"system","content":"You help with code."}""");
        for (var turn = 0; text.Length < bytes; turn++)
        {
            text.Append(",{\"role\":\"user\",\"content\":\"Please explain how the cache in src/cache.ts works, and why the entry stays after a refresh.\\n\\nThe test in line 42 fails now and then.\"}");
            text.Append(",{\"role\":\"assistant\",\"content\":\"The cache keeps an entry for five minutes; `refresh()` writes a new one beside it.\\n```ts\\nexport function refresh(name: string): void {\\n  entries.set(name, load(name));\\n}\\n```\"}");
        }

        return text.Append("]}").ToString();
    }

    private static GuardRule Redacts(GuardThreat threat) => new() { Id = Guid.CreateVersion7(), Name = "r", Threats = [threat], Level = GuardLevel.Enforce, Action = GuardAction.Redact };

    private static GuardVerdict Judge(string body, GuardOptions options)
    {
        var metrics = new GuardMetrics(new MetricRegistry());
        return Guard(options, Real, new GuardDesk(metrics), metrics).Judge(Call, GuardDirection.Request, Encoding.UTF8.GetBytes(body));
    }

    private static LoopGuard Loops(GuardOptions options, GuardDesk desk) =>
        new(new GuardBook(options), new CallHash(RandomNumberGenerator.Create()), new Quarantine(options, TimeProvider.System), desk, TimeProvider.System);

    private static BodyGuard Guard(GuardOptions options, BodyScan scan, GuardDesk desk, GuardMetrics metrics) =>
        new(new GuardBook(options), scan, new Quarantine(options, TimeProvider.System), Loops(options, desk), new GuardVerdicts(new Quarantine(options, TimeProvider.System), desk, TimeProvider.System), metrics, TimeProvider.System, NullLogger<BodyGuard>.Instance);
}
