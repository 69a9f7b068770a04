using System.Globalization;
using Tollgate.Alerts.Notices;
using Tollgate.Core;

namespace Tollgate.Alerts.Rules;

/// <summary>
/// More is spent than so many times the mean of the 24 equal times before. A subject without a past has no spike; a small one does not matter.
/// The past is summed anew only now and then: it changes slowly, and it is the larger part of the work.
/// </summary>
internal sealed class CostSpikeCheck(AlertSources sources) : IRuleCheck
{
    /// <summary>How many times of the same length make the usual spend.</summary>
    public const int PastTimes = 24;

    /// <summary>The past is summed so many times within one time of the rule.</summary>
    private const int PastSums = 12;

    private readonly Dictionary<Guid, (DateTimeOffset Until, AlertRule Rule, Dictionary<string, Money> Costs)> _past = [];

    /// <inheritdoc/>
    public AlertKind Kind => AlertKind.CostSpike;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleFinding>> FindAsync(AlertRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var past = await PastAsync(rule, now, ct);
        var findings = new List<RuleFinding>();
        foreach (var tally in await sources.Tally(rule.OrganizationId, rule.Each, now - rule.Over, now, ct))
        {
            if (rule.IsAbout(tally.Subject) && past.TryGetValue(tally.Subject, out var usual) && IsSpike(rule, tally.Cost, usual))
            {
                findings.Add(Finding(rule, tally, usual));
            }
        }

        return findings;
    }

    private static bool IsSpike(AlertRule rule, Money cost, Money past) =>
        past > Money.Zero && cost >= rule.LeastCost && (decimal)cost.Nanos * PastTimes > rule.Threshold * past.Nanos;

    private static RuleFinding Finding(AlertRule rule, CallTally tally, Money past)
    {
        var usual = new Money(past.Nanos / PastTimes);
        var times = (Math.Floor((decimal)tally.Cost.Nanos * PastTimes * 10m / past.Nanos) / 10m).ToString("0.#", CultureInfo.InvariantCulture);
        var whose = RuleText.Of(rule, tally.Subject);
        return new RuleFinding(tally.Subject, $"{whose} spends {times} times the usual", $"{whose} spent ${tally.Cost} in the last {RuleText.Span(rule.Over)}; usual are ${usual}.", new MetricReading
        {
            Name = "cost_usd",
            RuleId = rule.Id,
            Rule = rule.Name,
            Subject = RuleText.Shown(tally.Subject),
            Value = tally.Cost.ToString(),
            Threshold = Money.CeilingFromNanos(rule.Threshold * past.Nanos / PastTimes).ToString(),
            OverMinutes = (long)rule.Over.TotalMinutes,
            Calls = tally.Calls,
        });
    }

    private async Task<Dictionary<string, Money>> PastAsync(AlertRule rule, DateTimeOffset now, CancellationToken ct)
    {
        if (_past.TryGetValue(rule.Id, out var known) && now < known.Until && known.Rule == rule)
        {
            return known.Costs;
        }

        var costs = new Dictionary<string, Money>(StringComparer.Ordinal);
        foreach (var tally in await sources.Tally(rule.OrganizationId, rule.Each, now - (rule.Over * (PastTimes + 1)), now - rule.Over, ct))
        {
            costs[tally.Subject] = tally.Cost;
        }

        _past[rule.Id] = (now + (rule.Over / PastSums), rule, costs);
        return costs;
    }
}
