using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Tollgate.Core;
using Tollgate.Guards.Policies;
using Tollgate.Guards.Quarantines;
using Tollgate.Guards.Records;
using Tollgate.Guards.Scanning;
using Tollgate.Security;

namespace Tollgate.Guards.Anomalies;

/// <summary>
/// Compares the hour that runs with the past four weeks of the same user or agent: calls, tokens, money, models, times of the day. A call costs a
/// look-up and an addition; the past is read behind the line.
/// </summary>
internal sealed class AnomalyGuard(GuardBook book, Quarantine quarantine, GuardDesk desk, TimeProvider time)
{
    private const int MostPrincipals = 50_000;
    private const int MostWaiting = 1_000;
    private const int News = 5;
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid Organization, Guid Principal), Present> _presents = new();
    private readonly Channel<Present> _unread = Channel.CreateBounded<Present>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Those whose past is to be read.</summary>
    public ChannelReader<Present> Unread => _unread.Reader;

    /// <summary>Counts a call that is about to be made, and judges it.</summary>
    public GuardVerdict Judge(in GuardedCall call)
    {
        var setting = book.Of(call.Caller).Of(GuardThreat.Anomaly, Source.User);
        if (setting.Level == GuardLevel.Off)
        {
            return default;
        }

        var now = time.GetUtcNow();
        var present = Find(call, now);
        var sums = present.Add(now, 1, 0, 0);
        return present.Past is { IsEnough: true } past && Look(past, sums, now, setting.Details.Deviations) is { } odd ? Decide(call, setting, present, odd, now) : default;
    }

    /// <summary>A call has ended: its tokens and its cost count, and the model that served it is known.</summary>
    public void Ended(in GuardedCall call, string model, long tokens, Money cost)
    {
        var setting = book.Of(call.Caller).Of(GuardThreat.Anomaly, Source.User);
        if (setting.Level == GuardLevel.Off)
        {
            return;
        }

        var now = time.GetUtcNow();
        var present = Find(call, now);
        present.Add(now, 0, tokens, cost.Nanos);
        if (present.Past is { IsEnough: true } past && !past.Models.Contains(model))
        {
            Decide(call, setting, present, new Odd(3, AnomalyRules.Model, $"the model was not called in {past.Hours} hours with calls of the last 28 days"), now);
        }
    }

    private Present Find(in GuardedCall call, DateTimeOffset now)
    {
        var key = (call.Caller.OrganizationId, call.Caller.PrincipalId);
        if (!_presents.TryGetValue(key, out var present))
        {
            if (_presents.Count >= MostPrincipals)
            {
                _presents.Clear();
            }

            present = _presents.GetOrAdd(key, static key => new Present(key.Organization, key.Principal));
        }

        if (present.ReadAgainAt <= now)
        {
            present.ReadAgainAt = now + Between;
            _unread.Writer.TryWrite(present);
        }

        return present;
    }

    /// <summary>What is the most unlike; null when nothing is.</summary>
    private static Odd? Look(Past past, (long Calls, long Tokens, long Nanos) sums, DateTimeOffset now, double most)
    {
        if (IsFar(past.Calls, sums.Calls, most))
        {
            return new Odd(0, AnomalyRules.Calls, Sentence($"{sums.Calls} calls", past.Calls.Median.ToString("0", CultureInfo.InvariantCulture), past.Calls.Above(sums.Calls), past));
        }

        if (IsFar(past.Tokens, sums.Tokens, most))
        {
            return new Odd(1, AnomalyRules.Tokens, Sentence($"{sums.Tokens} tokens", past.Tokens.Median.ToString("0", CultureInfo.InvariantCulture), past.Tokens.Above(sums.Tokens), past));
        }

        if (IsFar(past.Nanos, sums.Nanos, most))
        {
            return new Odd(2, AnomalyRules.Spend, Sentence($"${new Money(sums.Nanos)}", $"${new Money((long)past.Nanos.Median)}", past.Nanos.Above(sums.Nanos), past));
        }

        return past.IsOddTime(now) ? new Odd(4, AnomalyRules.Time, $"no call of the last 28 days came about {now.UtcDateTime:HH}:00 UTC, in {past.Hours} hours with calls") : null;
    }

    /// <summary>Far above what is usual, and at least twice of it.</summary>
    private static bool IsFar(in Usual usual, long value, double most) => value >= usual.Median * 2 && usual.Above(value) >= most;

    private static string Sentence(string now, string usual, double above, Past past) =>
        $"{now} this hour, where {usual} is usual: {above.ToString("0.0", CultureInfo.InvariantCulture)} deviations above the median of {past.Hours} hours with calls in 28 days";

    private GuardVerdict Decide(in GuardedCall call, GuardSetting setting, Present present, in Odd odd, DateTimeOffset now)
    {
        var finding = new Finding(odd.Rule, odd.Rule.Severity, 0.9f, 0, 0, IsHidden: false);
        var action = setting.ActionOn(finding);
        action = action == GuardAction.Redact ? GuardAction.Block : action;
        var hit = new GuardHit(finding, GuardThreat.Anomaly, Source.User, TextPlace.Whole(0), setting, action, odd.Sentence);
        if (action >= GuardAction.Block || present.IsNews(odd.What + (action > GuardAction.Log ? News : 0)))
        {
            var entry = action >= GuardAction.Quarantine ? quarantine.Begin(call, hit, action) : null;
            desk.Note(new GuardReport(call, now, GuardDirection.Request, 0, action, [hit]) { Quarantine = entry });
        }

        return action >= GuardAction.Block
            ? new GuardVerdict(GuardRefusals.Unlike(hit, Present.HourOf(now) + TimeSpan.FromHours(1)))
            : new GuardVerdict(null, action >= GuardAction.Warn ? GuardRefusals.Notice(action, [hit]) : null);
    }

    private readonly record struct Odd(int What, Rule Rule, string Sentence);
}
