using Tollgate.Core;
using Tollgate.Limits;

namespace Tollgate.Tests.Limits;

public sealed class LimitKeeperTests
{
    [Fact]
    public void WithoutALimit_EverythingEnters()
    {
        var bench = new LimitBench();

        Assert.Same(LimitPermit.Free, bench.Enter(1_000_000).Value);
    }

    [Fact]
    public void Requests_UpToTheLimit_AreAllowed_AndTheNextIsToldWhenToRetry()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Requests, 2);
        bench.Enter();
        bench.Enter();

        var refusal = bench.Enter().Refusal!;
        bench.Clock.Advance(refusal.RetryAfter!.Value);

        Assert.Equal((RefusalCode.RateLimited, "limit"), (refusal.Code, refusal.Step));
        Assert.StartsWith("Limit 'Organization//Requests-Minute' is reached: 2 of 2 requests per minute. There is room again at 08:01:00 UTC.", refusal.Sentence, StringComparison.Ordinal);
        Assert.False(bench.Enter().IsRefused);
    }

    [Fact]
    public void RetryAfter_IsHonest_OneSecondEarlierIsTooEarly()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Requests, 1);
        bench.Enter();
        bench.Clock.Advance(TimeSpan.FromSeconds(30));

        var wait = bench.Enter().Refusal!.RetryAfter!.Value;
        bench.Clock.Advance(wait - TimeSpan.FromSeconds(1));

        Assert.True(bench.Enter().IsRefused);
    }

    [Fact]
    public void AWaitOverAMinute_HasNoRetryAfterButATime()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Requests, 1, LimitPer.Day);
        bench.Enter();

        var refusal = bench.Enter().Refusal!;

        Assert.Null(refusal.RetryAfter);
        Assert.InRange((refusal.ResetsAt!.Value - bench.Clock.GetUtcNow()).TotalHours, 23.9, 24.5);
    }

    [Fact]
    public void AllLimitsOfACall_AreChargedTogetherOrNotAtAll()
    {
        var bench = new LimitBench();
        var wide = bench.Add(LimitUnit.Requests, 100);
        var tokens = bench.Add(LimitUnit.Tokens, 1000);
        var narrow = bench.Add(LimitUnit.Requests, 1, LimitPer.Hour);
        bench.Enter(10);

        var refused = bench.Enter(10).IsRefused;

        Assert.True(refused);
        Assert.Equal((1L, 10L, 1L), (bench.Used(wide), bench.Used(tokens), bench.Used(narrow)));
    }

    [Fact]
    public void Tokens_AreCorrected_AndWhatIsMissingIsDebt()
    {
        var bench = new LimitBench();
        var limit = bench.Add(LimitUnit.Tokens, 1000);
        var first = bench.Enter(100).Value!;
        first.Correct(1500);

        Assert.Equal(1500, bench.Used(limit));
        Assert.True(bench.Enter(1).IsRefused);
    }

    [Fact]
    public void Tokens_ThatWereNotUsed_ComeBack()
    {
        var bench = new LimitBench();
        var limit = bench.Add(LimitUnit.Tokens, 1000);
        var permit = bench.Enter(900).Value!;
        bench.Clock.Advance(TimeSpan.FromSeconds(20));

        permit.Correct(100);
        permit.Correct(150);

        Assert.Equal(150, bench.Used(limit));
    }

    [Fact]
    public void ACallLargerThanTheLimit_IsRefusedWithoutARetry()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Tokens, 1000);

        var refusal = bench.Enter(1001).Refusal!;

        Assert.Equal((null, null), (refusal.RetryAfter, refusal.ResetsAt));
    }

    [Fact]
    public void Parallel_CountsCallsInFlight()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Parallel, 1);
        var first = bench.Enter().Value!;

        var second = bench.Enter();
        first.Dispose();
        first.Dispose();

        Assert.Equal(TimeSpan.FromSeconds(1), second.Refusal!.RetryAfter);
        Assert.False(bench.Enter().IsRefused);
        Assert.True(bench.Enter().IsRefused);
    }

    [Fact]
    public void RefusedByALaterStep_KeepsItsRequest_AndGetsTokensAndParallelBack()
    {
        var bench = new LimitBench();
        var (requests, tokens, parallel) = (bench.Add(LimitUnit.Requests, 10), bench.Add(LimitUnit.Tokens, 1000), bench.Add(LimitUnit.Parallel, 1));

        using (var permit = bench.Enter(500).Value!)
        {
            permit.RefundAfterRefusal();
        }

        Assert.Equal((1L, 0L, 0L), (bench.Used(requests), bench.Used(tokens), bench.Used(parallel)));
    }

    [Fact]
    public void Figures_AreThoseOfTheTightestLimit()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Requests, 100, LimitPer.Hour);
        bench.Add(LimitUnit.Requests, 5);
        bench.Add(LimitUnit.Tokens, 1000);

        var permit = bench.Enter(300).Value!;

        Assert.Equal((5L, 4L), (permit.RequestFigures!.Value.Limit, permit.RequestFigures.Value.Remaining));
        Assert.Equal((1000L, 700L), (permit.TokenFigures!.Value.Limit, permit.TokenFigures.Value.Remaining));
    }

    [Theory]
    [InlineData(LimitScope.Agent, "bot", true)]
    [InlineData(LimitScope.Agent, "other", false)]
    [InlineData(LimitScope.User, "bot", false)]
    [InlineData(LimitScope.Model, "claude-*", true)]
    [InlineData(LimitScope.Model, "claude", false)]
    [InlineData(LimitScope.Organization, "", true)]
    [InlineData(LimitScope.Global, "", true)]
    public void Scope_DecidesWhoseCallsCount(LimitScope scope, string target, bool counts)
    {
        var bench = new LimitBench();
        var limit = bench.Add(LimitUnit.Requests, 10, scope: scope, target: target);

        bench.Enter();

        Assert.Equal(counts ? 1 : 0, bench.Used(limit));
    }

    [Fact]
    public void Each_GivesEveryKeyACounterOfItsOwn()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Requests, 1, scope: LimitScope.Team, target: bench.Call.TeamId.ToString(), each: LimitEach.Key);
        bench.Enter();

        var other = bench.Keeper.TryEnter(bench.Call with { KeyId = Ids.New(bench.Clock) }, 1);

        Assert.True(bench.Enter().IsRefused);
        Assert.False(other.IsRefused);
    }

    [Fact]
    public void ALimitThatChanges_KeepsItsCount()
    {
        var bench = new LimitBench();
        var limit = bench.Add(LimitUnit.Requests, 5);
        bench.Enter();
        bench.Enter();

        bench.Keeper.Load([limit with { Limit = 2 }]);

        Assert.True(bench.Enter().IsRefused);
    }

    [Fact]
    public void CountersThatCountNothing_AreDropped()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Requests, 5, each: LimitEach.Key);
        for (var i = 0; i < 1000; i++)
        {
            bench.Keeper.TryEnter(bench.Call with { KeyId = Ids.New(bench.Clock) }, 1).Value!.Dispose();
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(2));
        bench.Enter();

        Assert.Equal(1, bench.Keeper.Counters);
    }

    [Fact]
    public void ACounterOfACallInFlight_IsKept_SoThatItsDebtCounts()
    {
        var bench = new LimitBench();
        var limit = bench.Add(LimitUnit.Tokens, 100);
        var permit = bench.Enter(10).Value!;
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        bench.Enter(1).Value!.Dispose();

        permit.Correct(500);

        Assert.Equal(491, bench.Used(limit));
    }

    [Fact]
    public void ManyAtOnce_NeverEnterAboveTheLimit()
    {
        var bench = new LimitBench();
        bench.Add(LimitUnit.Requests, 100);
        bench.Add(LimitUnit.Parallel, 80);
        var entered = 0;

        Parallel.For(0, 1000, _ => Interlocked.Add(ref entered, bench.Enter().IsRefused ? 0 : 1));

        Assert.Equal(80, entered);
    }
}
