using System.Globalization;
using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts.Rules;

/// <summary>Providers fail more than so many percent of the calls. With few calls a rate says nothing.</summary>
internal sealed class ErrorRateCheck(AlertSources sources) : IRuleCheck
{
    /// <inheritdoc/>
    public AlertKind Kind => AlertKind.ErrorRate;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleFinding>> FindAsync(AlertRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var findings = new List<RuleFinding>();
        foreach (var tally in await sources.Tally(rule.OrganizationId, rule.Each, now - rule.Over, now, ct))
        {
            if (rule.IsAbout(tally.Subject) && tally.Calls >= rule.LeastCalls && tally.Failed * 100m >= rule.Threshold * tally.Calls && tally.Failed > 0)
            {
                findings.Add(Finding(rule, tally));
            }
        }

        return findings;
    }

    private static RuleFinding Finding(AlertRule rule, CallTally tally)
    {
        var percent = (Math.Floor(1000m * tally.Failed / tally.Calls) / 10m).ToString("0.#", CultureInfo.InvariantCulture);
        var whose = RuleText.Of(rule, tally.Subject);
        return new RuleFinding(tally.Subject, $"{percent} % of calls of {whose} fail", $"{tally.Failed} of {tally.Calls} calls of {whose} failed at providers in the last {RuleText.Span(rule.Over)}.", new MetricReading
        {
            Name = "error_percent",
            RuleId = rule.Id,
            Rule = rule.Name,
            Subject = RuleText.Shown(tally.Subject),
            Value = percent,
            Threshold = rule.Threshold.ToString(CultureInfo.InvariantCulture),
            OverMinutes = (long)rule.Over.TotalMinutes,
            Calls = tally.Calls,
        });
    }
}
