using Microsoft.Extensions.Logging.Abstractions;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Guards;
using Tollgate.Guards.Anomalies;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Telemetry;
using Tollgate.TestKit;

namespace Tollgate.Tests.Guards;

public sealed class AnomalyGuardTests
{
    private static readonly GuardedCall Call = new(Guid.CreateVersion7(), GuardPolicyTests.Make(PrincipalKind.Agent), new Attribution(null, null, "s", null, null, null, []), Surface.ChatCompletions) { Model = "m" };
    private readonly HeldClock _clock = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task MoreCallsThanEverUsualAreStopped_UntilTheNextHour_AndTheSentenceSaysWhy()
    {
        var (guard, desk) = await MakeAsync(Days(10, 10, 1000), GuardLevel.Enforce);
        for (var number = 0; number < 39; number++)
        {
            Assert.Null(guard.Judge(Call).Refusal);
        }

        var refusal = guard.Judge(Call).Refusal;

        Assert.Equal(("anomaly-calls", Present.HourOf(_clock.GetUtcNow()).AddHours(1)), (refusal!.Rule, refusal.ResetsAt!.Value));
        Assert.Contains("40 calls this hour, where 10 is usual: 6.0 deviations above the median of 80 hours with calls in 28 days", refusal.Message, StringComparison.Ordinal);
        Assert.True(desk.Reports.TryRead(out var report));
        Assert.Equal((GuardAction.Block, GuardThreat.Anomaly), (report.Action, report.Hits[0].Threat));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(guard.Judge(Call).Refusal);
    }

    [Theory]
    [InlineData(90_000, 0, "anomaly-tokens")]
    [InlineData(0, 900_000_000, "anomaly-spend")]
    public async Task TokensAndMoneyCountWhenTheyAreKnown(long tokens, long nanos, string rule)
    {
        var (guard, _) = await MakeAsync(Days(10, 10, 1000), GuardLevel.Enforce);
        Assert.Null(guard.Judge(Call).Refusal);

        guard.Ended(Call, "m", tokens, new Money(nanos));

        Assert.Equal(rule, guard.Judge(Call).Refusal!.Rule);
    }

    [Fact]
    public async Task OneWildHourMakesNothingUsual()
    {
        var past = Days(10, 10, 1000);
        past.Add(new PastHour(past[0].Hour.AddHours(12), "m", 100_000, 1000, new Money(1000)));
        var (guard, _) = await MakeAsync(past, GuardLevel.Enforce);

        for (var number = 0; number < 60; number++)
        {
            guard.Judge(Call);
        }

        Assert.NotNull(guard.Judge(Call).Refusal);
    }

    [Fact]
    public async Task WhoHasNoPastIsComparedWithNothing()
    {
        var (guard, _) = await MakeAsync(Days(2, 10, 1000), GuardLevel.Enforce);

        for (var number = 0; number < 500; number++)
        {
            Assert.Null(guard.Judge(Call).Refusal);
        }
    }

    [Fact]
    public async Task AModelThatWasNeverCalledIsToldOnceAnHour()
    {
        var (guard, desk) = await MakeAsync(Days(10, 10, 1000), GuardLevel.Warn);
        guard.Judge(Call);

        guard.Ended(Call, "m", 1, Money.Zero);
        Assert.False(desk.Reports.TryRead(out _));
        guard.Ended(Call, "other", 1, Money.Zero);
        guard.Ended(Call, "other", 1, Money.Zero);

        Assert.True(desk.Reports.TryRead(out var report));
        Assert.Equal("anomaly-model", report.Hits[0].Finding.Rule.Id);
        Assert.False(desk.Reports.TryRead(out _));
    }

    [Fact]
    public async Task CallsAtATimeWithoutCallsBeforeAreTold()
    {
        var (guard, desk) = await MakeAsync(Days(10, 10, 1000), GuardLevel.Monitor);
        _clock.Advance(TimeSpan.FromHours(17));

        guard.Judge(Call);

        Assert.True(desk.Reports.TryRead(out var report));
        Assert.Equal("anomaly-time", report.Hits[0].Finding.Rule.Id);
        Assert.Contains("no call of the last 28 days came about 03:00 UTC", report.Hits[0].Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatTheHourHadBeforeARestartCounts()
    {
        var past = Days(10, 10, 1000);
        past.Add(new PastHour(Present.HourOf(_clock.GetUtcNow()), "m", 200, 1000, Money.Zero));

        var (guard, _) = await MakeAsync(past, GuardLevel.Enforce);

        Assert.NotNull(guard.Judge(Call).Refusal);
    }

    [Fact]
    public async Task AnOrdinaryCallAllocatesNothing()
    {
        var (guard, _) = await MakeAsync(Days(10, 100_000, 1000), GuardLevel.Enforce);
        for (var number = 0; number < 100; number++)
        {
            guard.Judge(Call);
            guard.Ended(Call, "m", 1, Money.Zero);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < 100; number++)
        {
            guard.Judge(Call);
            guard.Ended(Call, "m", 1, Money.Zero);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void TheMedianOfAnEvenNumberIsBetweenTheTwo()
    {
        var usual = Usual.Of([4, 1, 3, 2], 0.1);

        Assert.Equal((2.5, 1.4826), (usual.Median, Math.Round(usual.Deviation, 4)));
    }

    /// <summary>Days of eight hours, from eight to fifteen o'clock, before today.</summary>
    private List<PastHour> Days(int days, long calls, long tokens)
    {
        var today = new DateTimeOffset(_clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var hours = new List<PastHour>();
        for (var hour = 0; hour < days * 8; hour++)
        {
            hours.Add(new PastHour(today.AddDays(-1 - (hour / 8)).AddHours(8 + (hour % 8)), "m", calls, tokens, new Money(1_000_000)));
        }

        return hours;
    }

    private async Task<(AnomalyGuard Guard, GuardDesk Desk)> MakeAsync(List<PastHour> past, GuardLevel level)
    {
        var options = new GuardOptions { Level = level, Rules = [new GuardRule { Id = Guid.CreateVersion7(), Name = "r", Level = level, MinSeverity = Tollgate.Security.Severity.Medium, Threats = [GuardThreat.Anomaly] }] };
        var desk = new GuardDesk(new GuardMetrics(new MetricRegistry()));
        var guard = new AnomalyGuard(new GuardBook(options), new Quarantine(options, _clock), desk, _clock);
        var reader = new PastReader(guard, (_, _, _, _) => Task.FromResult<IReadOnlyList<PastHour>>(past), _clock, NullLogger<PastReader>.Instance);
        guard.Ended(Call, "m", 0, Money.Zero);
        Assert.True(guard.Unread.TryRead(out var present));
        await reader.ReadAsync(present, TestContext.Current.CancellationToken);
        return (guard, desk);
    }
}
