using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Guards;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Security;
using Tollgate.Telemetry;

namespace Tollgate.Tests.Guards;

public sealed class OuterGuardTests
{
    private static readonly GuardedCall Call = new(Guid.CreateVersion7(), GuardPolicyTests.Make(PrincipalKind.Agent), new Attribution(null, null, null, null, null, null, []), Surface.ChatCompletions);

    [Fact]
    public void AHeaderThatWasCleanBeforeIsNotScannedAgain_AndAllocatesNothing()
    {
        var scans = 0;
        GuardScan counting = (ReadOnlySpan<byte> _, Source _, ReadOnlySpan<TextDetector> _, ref Findings _) => scans++;
        var (guard, _) = Make(new GuardOptions { Level = GuardLevel.Enforce }, new OuterScans(counting, counting));
        guard.JudgeHeader(Call, "User-Agent", "OpenAI/Python 1.93.0 CPython/3.12");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            Assert.True(guard.JudgeHeader(Call, "User-Agent", "OpenAI/Python 1.93.0 CPython/3.12").Refusal is null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, scans);
    }

    [Fact]
    public void WhatWouldBeTakenOutOfABodyIsRefusedInAnAddress()
    {
        var options = new GuardOptions { Rules = [new GuardRule { Id = Guid.CreateVersion7(), Name = "r", Level = GuardLevel.Enforce, Action = GuardAction.Redact }] };
        var (guard, desk) = Make(options, OuterScans.Of(new SecurityScanner()));

        var verdict = guard.JudgeAddress(Call, "query", $"?note={Planted.Key}");

        Assert.Equal(RefusalCode.SecurityViolation, verdict.Refusal!.Code);
        Assert.True(desk.Reports.TryRead(out var report));
        Assert.Equal((GuardAction.Block, "query"), (report.Action, report.Hits[0].Place.Path));
    }

    [Fact]
    public void InMonitor_WhatIsFoundIsRecordedEveryTime()
    {
        var (guard, desk) = Make(new GuardOptions(), OuterScans.Of(new SecurityScanner()));

        guard.JudgeHeader(Call, "User-Agent", Planted.Key);
        var verdict = guard.JudgeHeader(Call, "User-Agent", Planted.Key);

        Assert.Equal(default, verdict);
        Assert.Equal(2, desk.Reports.Count);
    }

    [Theory]
    [InlineData("Block", true)]
    [InlineData("Allow", false)]
    public void AGuardThatFailsDoesWhatTheSettingsSay_AndSaysSo(string onFailure, bool refuses)
    {
        GuardScan broken = (ReadOnlySpan<byte> _, Source _, ReadOnlySpan<TextDetector> _, ref Findings _) => throw new InvalidOperationException("broken");
        var (guard, desk) = Make(new GuardOptions { OnFailure = Enum.Parse<GuardFailure>(onFailure) }, new OuterScans(broken, broken));

        var verdict = guard.JudgeAddress(Call, "query", "?something=that-is-long-enough");

        Assert.Equal(refuses, verdict.Refusal is not null);
        Assert.True(desk.Reports.TryRead(out var report));
        Assert.Equal("InvalidOperationException", report.Failure);
    }

    private static (OuterGuard Guard, GuardDesk Desk) Make(GuardOptions options, OuterScans scans)
    {
        var desk = new GuardDesk(new GuardMetrics(new MetricRegistry()));
        return (new OuterGuard(new GuardBook(options), scans, new GuardVerdicts(new Quarantine(options, TimeProvider.System), desk, TimeProvider.System), NullLogger<OuterGuard>.Instance), desk);
    }
}
