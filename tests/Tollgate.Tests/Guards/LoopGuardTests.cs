using System.Security.Cryptography;
using System.Text;
using Tollgate.Callers;
using Tollgate.Core;
using Tollgate.Guards;
using Tollgate.Guards.Loops;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Telemetry;
using Tollgate.TestKit;

namespace Tollgate.Tests.Guards;

public sealed class LoopGuardTests
{
    private static readonly GuardOptions Enforces = new() { Level = GuardLevel.Enforce };
    private readonly HeldClock _clock = new();

    [Fact]
    public void TheFifthIdenticalCallIsRefused_UntilTheTimeIsOver()
    {
        var (guard, desk) = Make(Enforces);
        for (var number = 1; number <= 4; number++)
        {
            Assert.Null(guard.Judge(Call("s"), "{\"a\":1}"u8).Refusal);
        }

        var refusal = guard.Judge(Call("s"), "{\"a\":1}"u8).Refusal;

        Assert.Equal(("loop-same-call", _clock.GetUtcNow().AddMinutes(1)), (refusal!.Rule, refusal.ResetsAt!.Value));
        Assert.Contains("identical call 5", refusal.Message, StringComparison.Ordinal);
        Assert.Null(guard.Judge(Call("s"), "{\"a\":2}"u8).Refusal);
        Assert.Null(guard.Judge(Call("other"), "{\"a\":1}"u8).Refusal);
        Assert.True(desk.Reports.TryRead(out var report));
        Assert.Equal(GuardAction.Block, report.Action);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(guard.Judge(Call("s"), "{\"a\":1}"u8).Refusal);
    }

    [Fact]
    public void ALoopIsToldWhenItBegins_AndEachTimeItHasDoubled()
    {
        var (guard, desk) = Make(new GuardOptions { Level = GuardLevel.Warn });
        for (var number = 0; number < 100; number++)
        {
            guard.Judge(Call("s"), "{}"u8);
        }

        Assert.Equal(5, desk.Reports.Count);
        Assert.StartsWith("warn; runaway_loop/loop-same-call", guard.Judge(Call("s"), "{}"u8).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingButFailuresIsALoop_AndOneSuccessEndsIt()
    {
        var (guard, _) = Make(Rule(new LoopBounds(1000, 3, null, TimeSpan.FromMinutes(1))));
        for (var number = 0; number < 2; number++)
        {
            guard.Ended(Call("s"), hasFailed: true, Money.Zero);
        }

        Assert.Null(guard.Judge(Call("s"), "{\"a\":1}"u8).Refusal);
        guard.Ended(Call("s"), hasFailed: true, Money.Zero);
        Assert.Equal("loop-errors", guard.Judge(Call("s"), "{\"a\":2}"u8).Refusal!.Rule);
        guard.Ended(Call("s"), hasFailed: false, Money.Zero);
        Assert.Null(guard.Judge(Call("s"), "{\"a\":3}"u8).Refusal);
    }

    [Fact]
    public void MoneyThatGoesTooFastIsALoop()
    {
        var (guard, _) = Make(Rule(new LoopBounds(1000, 1000, Money.Parse("0.10"), TimeSpan.FromMinutes(1))));
        guard.Ended(Call("s"), hasFailed: false, Money.Parse("0.10"));
        Assert.Null(guard.Judge(Call("s"), "{\"a\":1}"u8).Refusal);

        guard.Ended(Call("s"), hasFailed: false, Money.Parse("0.01"));

        var refusal = guard.Judge(Call("s"), "{\"a\":2}"u8).Refusal!;
        Assert.Equal("loop-spend", refusal.Rule);
        Assert.Contains("$0.11 spent", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereNothingIsLookedForNothingIsCounted()
    {
        var (guard, desk) = Make(new GuardOptions { Level = GuardLevel.Off });
        for (var number = 0; number < 10; number++)
        {
            guard.Ended(Call("s"), hasFailed: true, Money.Zero);
            Assert.Equal(default, guard.Judge(Call("s"), "{}"u8));
        }

        Assert.Equal(0, desk.Reports.Count);
    }

    [Fact]
    public void ALoopCanShutItsSessionOut()
    {
        var quarantine = new Quarantine(Enforces, _clock);
        var rule = new GuardRule { Id = Guid.CreateVersion7(), Name = "r", Level = GuardLevel.Enforce, Action = GuardAction.Quarantine, Threats = [GuardThreat.RunawayLoop] };
        var (guard, _) = Make(new GuardOptions { Rules = [rule] }, quarantine);
        for (var number = 0; number < 5; number++)
        {
            guard.Judge(Call("s"), "{}"u8);
        }

        Assert.NotNull(quarantine.Judge(Call("s")));
        Assert.Null(quarantine.Judge(Call("other")));
    }

    [Fact]
    public void ACallThatIsNoLoopAllocatesNothing_HoweverManyKeysThereAre()
    {
        var (guard, _) = Make(Enforces);
        var bodies = Enumerable.Range(0, 20_000).Select(number => Encoding.UTF8.GetBytes($"{{\"number\":{number}}}")).ToArray();
        var call = Call("s");
        for (var round = 0; round < 3; round++)
        {
            guard.Judge(call, bodies[round]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var body in bodies)
        {
            guard.Judge(call, body);
            guard.Ended(call, hasFailed: false, Money.Zero);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void OfManyThatMeetInAPlace_TheOldestMakesRoom()
    {
        var table = new LoopTable();
        for (var number = 1UL; number <= 5; number++)
        {
            table.Add(number * 2048, 1, (long)number, 100);
        }

        Assert.Equal(0, table.Read(2048, 6, 100).Sum);
        Assert.Equal(2, table.Add(5 * 2048, 1, 6, 100).Sum);
        Assert.Equal(1, table.Add(5 * 2048, 1, 200, 100).Sum);
    }

    private static GuardOptions Rule(LoopBounds bounds) =>
        new() { Rules = [new GuardRule { Id = Guid.CreateVersion7(), Name = "r", Level = GuardLevel.Enforce, Threats = [GuardThreat.RunawayLoop], Loops = bounds }] };

    private static readonly Caller Caller = GuardPolicyTests.Make(PrincipalKind.Agent);

    private static GuardedCall Call(string session) => new(Guid.CreateVersion7(), Caller, new Attribution(null, null, session, null, null, null, []), Surface.ChatCompletions);

    private (LoopGuard Guard, GuardDesk Desk) Make(GuardOptions options, Quarantine? quarantine = null)
    {
        var desk = new GuardDesk(new GuardMetrics(new MetricRegistry()));
        return (new LoopGuard(new GuardBook(options), new CallHash(RandomNumberGenerator.Create()), quarantine ?? new Quarantine(options, _clock), desk, _clock), desk);
    }
}
