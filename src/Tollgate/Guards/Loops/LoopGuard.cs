using System.Globalization;
using System.Numerics;
using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Guards.Tools;
using Tollgate.Security;

namespace Tollgate.Guards.Loops;

/// <summary>
/// Notices runaway agents: the same call again and again, nothing but failures, money spent too fast. Costs a hash of the body, and allocates
/// nothing while there is no loop.
/// </summary>
internal sealed class LoopGuard(GuardBook book, CallHash hash, Quarantine quarantine, GuardDesk desk, TimeProvider time)
{
    private const ulong OfErrors = 1;
    private const ulong OfSpend = 2;
    private const ulong OfTools = 3;

    private readonly LoopTable _calls = new();
    private readonly LoopTable _ends = new();

    /// <summary>Judges a call that is about to be made.</summary>
    public GuardVerdict Judge(in GuardedCall call, ReadOnlySpan<byte> body)
    {
        var policy = book.Of(call.Caller);
        var verdict = JudgeTools(call, policy.Of(GuardThreat.ToolAbuse, Source.Model));
        var setting = policy.Of(GuardThreat.RunawayLoop, Source.User);
        if (verdict.Refusal is not null || setting.Level == GuardLevel.Off || body.IsEmpty)
        {
            return verdict;
        }

        var loop = JudgeLoop(call, setting, body);
        return loop == default ? verdict : loop;
    }

    private GuardVerdict JudgeLoop(in GuardedCall call, GuardSetting setting, ReadOnlySpan<byte> body)
    {
        var (bounds, now) = (setting.Loops, time.GetTimestamp());
        var within = Ticks(bounds.Within);
        var who = hash.Who(call.Caller.KeyId, call.Attribution.Session);
        var same = _calls.Add(hash.Of(hash.Of(who, (ulong)call.Surface), body), 1, now, within);
        if (same.Sum >= bounds.SameCalls)
        {
            return Decide(call, setting, new Loop(LoopRules.SameCall, same.Sum, bounds.SameCalls, $"identical call {same.Sum}", Left(same.Began, now, within)));
        }

        var errors = _ends.Read(hash.Of(who, OfErrors), now, within);
        if (errors.Sum >= bounds.Errors)
        {
            return Decide(call, setting, new Loop(LoopRules.Errors, errors.Sum, bounds.Errors, $"{errors.Sum} failed calls in a row", Left(errors.Began, now, within)));
        }

        return bounds.Spend is { } most ? JudgeSpend(call, setting, _ends.Read(hash.Of(who, OfSpend), now, within), most, now) : default;
    }

    /// <summary>A model calls tools.</summary>
    public void Called(in GuardedCall call, int tools)
    {
        var setting = book.Of(call.Caller).Of(GuardThreat.ToolAbuse, Source.Model);
        if (setting.Level != GuardLevel.Off && setting.Details.ToolCalls is not null)
        {
            _ends.Add(hash.Of(hash.Who(call.Caller.KeyId, call.Attribution.Session), OfTools), tools, time.GetTimestamp(), Ticks(setting.Loops.Within));
        }
    }

    /// <summary>A call has ended: its failure or its cost counts.</summary>
    public void Ended(in GuardedCall call, bool hasFailed, Money cost)
    {
        var setting = book.Of(call.Caller).Of(GuardThreat.RunawayLoop, Source.User);
        if (setting.Level == GuardLevel.Off)
        {
            return;
        }

        var (now, within) = (time.GetTimestamp(), Ticks(setting.Loops.Within));
        var who = hash.Who(call.Caller.KeyId, call.Attribution.Session);
        if (setting.Loops.Spend is not null && cost > Money.Zero)
        {
            _ends.Add(hash.Of(who, OfSpend), cost.Nanos, now, within);
        }

        if (hasFailed)
        {
            _ends.Add(hash.Of(who, OfErrors), 1, now, within);
        }
        else
        {
            _ends.Clear(hash.Of(who, OfErrors));
        }
    }

    private GuardVerdict JudgeTools(in GuardedCall call, GuardSetting setting)
    {
        if (setting.Level == GuardLevel.Off || setting.Details.ToolCalls is not { } most)
        {
            return default;
        }

        var (now, within) = (time.GetTimestamp(), Ticks(setting.Loops.Within));
        var called = _ends.Read(hash.Of(hash.Who(call.Caller.KeyId, call.Attribution.Session), OfTools), now, within);
        return called.Sum <= most ? default : Decide(call, setting, new Loop(ToolRules.TooMany, 0, 0, $"{called.Sum} calls of tools", Left(called.Began, now, within)));
    }

    private GuardVerdict JudgeSpend(in GuardedCall call, GuardSetting setting, (long Sum, long Began) spent, Money most, long now) => spent.Sum <= most.Nanos
        ? default
        : Decide(call, setting, new Loop(LoopRules.Spend, 0, 0, $"${new Money(spent.Sum)} spent", Left(spent.Began, now, Ticks(setting.Loops.Within))));

    private GuardVerdict Decide(in GuardedCall call, GuardSetting setting, in Loop loop)
    {
        var finding = new Finding(loop.Rule, Severity.High, 1, 0, 0, IsHidden: false);
        var action = setting.ActionOn(finding);
        action = action == GuardAction.Redact ? GuardAction.Block : action;
        var within = setting.Loops.Within.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var hit = new GuardHit(finding, BodyScan.ThreatOf(loop.Rule.Kind), Source.User, TextPlace.Whole(0), setting, action, $"{loop.What} within {within} s");
        if (IsNoted(loop))
        {
            var entry = action >= GuardAction.Quarantine ? quarantine.Begin(call, hit, action) : null;
            desk.Note(new GuardReport(call, time.GetUtcNow(), GuardDirection.Request, 0, action, [hit]) { Quarantine = entry });
        }

        return action >= GuardAction.Block
            ? new GuardVerdict(GuardRefusals.Loop(hit, time.GetUtcNow() + loop.Left))
            : new GuardVerdict(null, action >= GuardAction.Warn ? GuardRefusals.Notice(action, [hit]) : null);
    }

    /// <summary>A loop is told when it begins, and each time it has doubled: it must not fill the log with itself.</summary>
    private static bool IsNoted(in Loop loop) => loop.Bound == 0 || (loop.Count % loop.Bound == 0 && BitOperations.IsPow2(loop.Count / loop.Bound));

    private TimeSpan Left(long began, long now, long within) => TimeSpan.FromTicks((within - (now - began)) * TimeSpan.TicksPerSecond / time.TimestampFrequency);

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    /// <summary>A loop that was noticed.</summary>
    private readonly record struct Loop(Rule Rule, long Count, int Bound, string What, TimeSpan Left);
}
