using Tollgate.Hosting.Settings;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Hosting.Settings;

public sealed class DeclaredRuleReaderTests
{
    [Theory]
    [InlineData("budgets: { rules: { x: { window: day } } }", "budgets.rules.x.limit_usd")]
    [InlineData("budgets: { rules: { x: { limit_usd: 0 } } }", "budgets.rules.x.limit_usd")]
    [InlineData("budgets: { rules: { x: { limit_usd: 1.0000000001 } } }", "budgets.rules.x.limit_usd")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, scope: team } } }", "budgets.rules.x.target")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, target: research } } }", "budgets.rules.x.target")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, scope: key, target: 0190 } } }", "budgets.rules.x.scope")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, time_zone: Mars/Olympus } } }", "budgets.rules.x.time_zone")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, alert_percents: [90, 50] } } }", "budgets.rules.x.alert_percents")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, alert_percents: [half] } } }", "budgets.rules.x.alert_percents")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, colour: red } } }", "budgets.rules.x.colour")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, also: { planet: mars } } } }", "budgets.rules.x.also")]
    [InlineData("budgets: { rules: { x: { limit_usd: 5, scope: model, target: a, also: { model: b } } } }", "budgets.rules.x.also")]
    [InlineData("limits: { rules: { x: { per: day } } }", "limits.rules.x.limit")]
    [InlineData("limits: { rules: { x: { limit: 5, scope: tag, target: '=' } } }", "limits.rules.x.target")]
    [InlineData("limits: { rules: { x: { limit: 5, unit: dollars } } }", "limits.rules.x.unit")]
    [InlineData("alerts: { rules: { x: { kind: budget_breach } } }", "alerts.rules.x.kind")]
    [InlineData("alerts: { rules: { x: { kind: error_rate, threshold: 101 } } }", "alerts.rules.x.threshold")]
    [InlineData("alerts: { rules: { x: { kind: agent_inactive, each: team } } }", "alerts.rules.x.each")]
    [InlineData("alerts: { rules: { x: { least_usd: free } } }", "alerts.rules.x.least_usd")]
    public void AWrongRule_IsAFaultByItsFullKey(string text, string key)
    {
        var report = new SettingsReader(ProviderCatalogue.Load(), _ => null).Read(text, "/etc/tollgate");

        Assert.False(report.IsUsable);
        Assert.Contains(key, report.Findings.Select(finding => finding.Key));
    }
}
