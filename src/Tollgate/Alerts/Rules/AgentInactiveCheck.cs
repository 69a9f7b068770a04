using System.Globalization;
using Tollgate.Alerts.Notices;

namespace Tollgate.Alerts.Rules;

/// <summary>An agent that used to call has not called for the rule's time. What was quiet for a month is not missed any more.</summary>
internal sealed class AgentInactiveCheck(AlertSources sources) : IRuleCheck
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public AlertKind Kind => AlertKind.AgentInactive;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RuleFinding>> FindAsync(AlertRule rule, DateTimeOffset now, CancellationToken ct)
    {
        var findings = new List<RuleFinding>();
        foreach (var agent in await sources.Agents(rule.OrganizationId, now - rule.Over - Forgotten, ct))
        {
            var idle = now - agent.LastAt;
            if (idle >= rule.Over && rule.IsAbout(agent.Name))
            {
                findings.Add(Finding(rule, agent, idle));
            }
        }

        return findings;
    }

    private static RuleFinding Finding(AlertRule rule, AgentSeen agent, TimeSpan idle)
    {
        var since = agent.LastAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        return new RuleFinding(agent.Name, $"Agent '{agent.Name}' has gone quiet", $"Agent '{agent.Name}' last called at {since}; rule '{rule.Name}' expects a call every {RuleText.Span(rule.Over)}.", new MetricReading
        {
            Name = "idle_minutes",
            RuleId = rule.Id,
            Rule = rule.Name,
            Subject = agent.Name,
            Value = ((long)idle.TotalMinutes).ToString(CultureInfo.InvariantCulture),
            Threshold = ((long)rule.Over.TotalMinutes).ToString(CultureInfo.InvariantCulture),
        });
    }
}
