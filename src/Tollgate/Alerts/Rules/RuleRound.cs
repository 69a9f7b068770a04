namespace Tollgate.Alerts.Rules;

/// <summary>Looks at every rule once: raises what fires, reminds of what still does, and says when it is over.</summary>
internal sealed class RuleRound(RuleStore rules, IReadOnlyList<IRuleCheck> checks, AlertDesk desk, AlertStore alerts, TimeProvider time)
{
    /// <summary>One round.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var rule in await rules.AllAsync(ct))
        {
            if (rule.IsEnabled && checks.FirstOrDefault(check => check.Kind == rule.Kind) is { } check)
            {
                await RunAsync(rule, check, time.GetUtcNow(), ct);
            }
        }
    }

    private async Task RunAsync(AlertRule rule, IRuleCheck check, DateTimeOffset now, CancellationToken ct)
    {
        var findings = await check.FindAsync(rule, now, ct);
        foreach (var finding in findings)
        {
            var fact = Fact(rule, finding, now);
            if (!await desk.RaiseAsync(fact, ct))
            {
                await desk.RemindAsync(fact, rule.CoolDown, ct);
            }
        }

        foreach (var open in await alerts.OpenAsync(rule.Id, ct))
        {
            if (!findings.Any(finding => finding.Subject == open.Subject))
            {
                await desk.RecoverAsync(Recovery(rule, open), ct);
            }
        }
    }

    private static AlertFact Fact(AlertRule rule, RuleFinding finding, DateTimeOffset now) => new()
    {
        OrganizationId = rule.OrganizationId,
        Kind = rule.Kind,
        Severity = rule.Severity,
        OnceKey = $"rule/{rule.Id}/{finding.Subject}/{now.UtcTicks}",
        SourceId = rule.Id,
        Subject = finding.Subject,
        Title = finding.Title,
        Text = finding.Text,
        At = now,
        CoolDown = rule.CoolDown,
        Metric = finding.Metric,
    };

    private static AlertRecovery Recovery(AlertRule rule, Alert open) => new()
    {
        SourceId = rule.Id,
        Subject = open.Subject,
        Title = $"Over: {open.Title}",
        Text = $"Rule '{rule.Name}' does not fire for {RuleText.Of(rule, open.Subject)} any more.",
        TellFrom = AlertSeverity.Info,
    };
}
