using System.Globalization;
using Tollgate.Alerts;
using Tollgate.Alerts.Rules;
using Tollgate.Api;
using Tollgate.Core;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `alerts.rules`: what the file wants looked at.</summary>
internal static class AlertRuleReader
{
    private static readonly AlertKind[] Kinds = [AlertKind.CostSpike, AlertKind.ErrorRate, AlertKind.AgentInactive];
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Reads them.</summary>
    public static IReadOnlyList<Declared<AlertRule>> Read(SettingsSection section, AlertOptions options)
    {
        var rules = new List<Declared<AlertRule>>();
        foreach (var (name, entry) in section.Sections("rules"))
        {
            var rule = Rule(name, entry, options);
            if (entry.Line > 0 && RuleRules.Check(rule) is { } fault)
            {
                entry.Fault(fault.Parameter ?? "", fault.Message);
            }

            rules.Add(new Declared<AlertRule>(entry.Key, entry.Line, rule));
            entry.End();
        }

        return rules;
    }

    private static AlertRule Rule(string name, SettingsSection entry, AlertOptions options)
    {
        var kind = AlertWords.Read<AlertKind>(entry.Word("kind", "What it looks at: spend against the usual, failed calls, or an agent gone quiet.", "cost_spike", [.. Kinds.Select(AlertWords.Word)])!);
        var usual = new RuleBody { Kind = kind, Name = name }.ToRule(Guid.Empty, Guid.Empty, options, default);
        return usual with
        {
            Each = entry.Choice("each", "Whose figure it looks at: all together (each agent, for agent_inactive), or each of them.", usual.Each, Enum.GetValues<RuleEach>()),
            Target = entry.Text("target", "Only this one, by the name that alerts show.") ?? "",
            Threshold = entry.Value("threshold", "Times the usual spend (3), or percent of failed calls (10); not for agent_inactive.", usual.Threshold, "", "a number", Number),
            Over = entry.TimeOrNone("over", "The time that is looked at: 1h for a spike, 5m for errors, 24h for inactivity.", "", Minute, Week) ?? usual.Over,
            LeastCalls = entry.NumberOrNone("least_calls", "With fewer calls an error rate says nothing (20).", 1, long.MaxValue) ?? usual.LeastCalls,
            LeastCost = entry.Value("least_usd", "With less money a spike does not matter (1.00).", usual.LeastCost, "", "dollars", Dollars),
            CoolDown = entry.TimeOrNone("cool_down", "How long it is quiet after somebody was told; that of `alerts` when left out.", "", TimeSpan.Zero, Week) ?? usual.CoolDown,
            Severity = entry.Choice("severity", "How much its alerts matter.", usual.Severity, Enum.GetValues<AlertSeverity>()),
            IsEnabled = entry.Flag("enabled", "Whether it is looked at.", true),
            Origin = RuleOrigin.File,
        };
    }

    private static (bool IsFine, decimal Value) Number(string text) => (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number), number);

    private static (bool IsFine, Money Value) Dollars(string text) => (Money.TryParse(text, out var money) && money >= Money.Zero, money);
}
