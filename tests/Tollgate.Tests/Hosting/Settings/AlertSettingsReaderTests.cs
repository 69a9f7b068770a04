using System.Net;
using Tollgate.Alerts;
using Tollgate.Alerts.Channels;
using Tollgate.Hosting.Settings;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Tests.Hosting.Settings;

public sealed class AlertSettingsReaderTests
{
    [Fact]
    public void AlertsAreRead_WithServerNetworksAndChannels()
    {
        var report = Read(
            """
            budgets: { hard_warning_percent: 80, emergency_percent: 95 }
            alerts:
              cool_down: 30m
              retry_after: 5s
              allowed_networks: [10.20.0.0/16]
              smtp: { host: mail.example.com, port: 25, tls: false, from: tollgate@example.com, username: me, password: ${MAIL_PASSWORD} }
              channels:
                ops: { kind: slack, url: http://10.0.0.9/hook, severity: critical, kinds: [budget_breach, cost_spike] }
                own: { url: https://example.com/hook, secret: 0123456789abcdef }
                people: { kind: email, to: [ann@example.com, bob@example.com], enabled: false }
            """);

        var alerts = report.Settings!.Alerts;
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30)), (alerts.CoolDown, alerts.RetryAfter, alerts.CheckEvery));
        Assert.Equal([IPNetwork.Parse("10.20.0.0/16")], alerts.AllowedNetworks);
        Assert.Equal(("mail.example.com", 25, false, "me", "secret"), (alerts.Smtp!.Host, alerts.Smtp.Port, alerts.Smtp.UsesTls, alerts.Smtp.UserName, alerts.Smtp.Password));
        Assert.DoesNotContain("secret", alerts.Smtp.ToString(), StringComparison.Ordinal);
        Assert.Equal([("ops", ChannelKind.Slack), ("own", ChannelKind.Webhook), ("people", ChannelKind.Email)], alerts.Channels.Select(channel => (channel.Name, channel.Kind)));
        Assert.Equal((AlertSeverity.Critical, 2, false), (alerts.Channels[0].Severity, alerts.Channels[0].Kinds.Count, alerts.Channels[2].IsEnabled));
        Assert.Equal("own (webhook)", alerts.Channels[1].ToString());
        Assert.Equal((80, 95), (report.Settings.Budgets.HardWarningPercent, report.Settings.Budgets.EmergencyPercent));
    }

    [Theory]
    [InlineData("alerts: { cool_down: 8d }", "alerts.cool_down")]
    [InlineData("alerts: { allowed_networks: [home] }", "alerts.allowed_networks")]
    [InlineData("alerts: { smtp: { host: mail.example.com } }", "alerts.smtp.from")]
    [InlineData("alerts: { channels: { x: { kind: pigeon, url: https://a.example } } }", "alerts.channels.x.kind")]
    [InlineData("alerts: { channels: { x: { kind: slack } } }", "alerts.channels.x.url")]
    [InlineData("alerts: { channels: { x: { url: https://a.example } } }", "alerts.channels.x.secret")]
    [InlineData("alerts: { channels: { x: { kind: email, to: [ann@example.com] } } }", "alerts.channels.x.kind")]
    [InlineData("alerts: { channels: { x: { kind: slack, url: https://a.example, kinds: [weather] } } }", "alerts.channels.x.kinds")]
    [InlineData("alerts: { channels: { x: { kind: slack, url: https://a.example, colour: red } } }", "alerts.channels.x.colour")]
    [InlineData("alerts: { webhook: x }", "alerts.webhook")]
    [InlineData("budgets: { hard_warning_percent: 90, emergency_percent: 80 }", "budgets.emergency_percent")]
    public void AWrongSetting_IsAFaultByItsFullKey(string text, string key)
    {
        var report = Read(text);

        Assert.False(report.IsUsable);
        Assert.Contains(key, report.Findings.Select(finding => finding.Key));
    }

    private static SettingsReport Read(string text) =>
        new SettingsReader(ProviderCatalogue.Load(), name => name == "MAIL_PASSWORD" ? "secret" : null).Read(text, "/etc/tollgate");
}
