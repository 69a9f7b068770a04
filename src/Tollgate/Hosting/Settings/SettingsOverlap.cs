using Tollgate.Budgets;
using Tollgate.Limits;
using Tollgate.Storage;

namespace Tollgate.Hosting.Settings;

/// <summary>What is both in tollgate.yaml and in the database: the file wins, and whoever checks the file is told (CONTRACT 9).</summary>
internal static class SettingsOverlap
{
    private const string ProvidersSql = "select name from provider";
    private const string PricesSql = "select provider || '/' || upstream_model from price_override where ended_at is null";

    private const string TeamsSql = "select name from team where deleted_at is null";
    private const string OwnRulesSql =
        """
        select 'budgets.rules.' || name from budget where deleted_at is null and origin = 'database'
        union all select 'limits.rules.' || name from rate_limit where deleted_at is null and origin = 'database'
        union all select 'alerts.rules.' || name from alert_rule where deleted_at is null and origin = 'database'
        """;

    /// <summary>The report with a warning for each.</summary>
    public static SettingsReport With(SettingsReport report)
    {
        if (report.Settings is not { } settings)
        {
            return report;
        }

        var findings = report.Findings.ToList();
        var providers = DatabaseGlance.Texts(settings.Data, ProvidersSql).ToHashSet(StringComparer.Ordinal);
        foreach (var provider in settings.Upstreams.Providers.Where(provider => providers.Contains(provider.Name)))
        {
            findings.Add(Warning($"providers.{provider.Name}", provider.Line, "The database has a provider of this name too. The file wins; what it leaves out (key, address) is the database's."));
        }

        var prices = DatabaseGlance.Texts(settings.Data, PricesSql).ToHashSet(StringComparer.Ordinal);
        foreach (var model in settings.Pricing.OwnModels().Where(model => prices.Contains($"{model.Provider}/{model.UpstreamModel}")))
        {
            findings.Add(Warning($"models.{model.Name}", settings.Lines.GetValueOrDefault($"model/{model.Name}"), "The database has a price of this model too. The file wins."));
        }

        findings.AddRange(Rules(settings));
        findings.AddRange(Teams(settings));
        return report with { Findings = findings };
    }

    private static IEnumerable<SettingsFinding> Rules(TollgateSettings settings)
    {
        var own = DatabaseGlance.Texts(settings.Data, OwnRulesSql).ToHashSet(StringComparer.Ordinal);
        (string Key, int Line)[] rules =
        [
            .. settings.Budgets.Rules.Select(rule => (rule.Key, rule.Line)), .. settings.Limits.Rules.Select(rule => (rule.Key, rule.Line)), .. settings.Alerts.Rules.Select(rule => (rule.Key, rule.Line)),
        ];
        return rules.Where(rule => own.Contains(rule.Key)).Select(rule => Warning(rule.Key, rule.Line, "The database has a rule of this name too. The file wins: at start it becomes the file's."));
    }

    /// <summary>Before there is a database, every team is new.</summary>
    private static IEnumerable<SettingsFinding> Teams(TollgateSettings settings)
    {
        var known = DatabaseGlance.Texts(settings.Data, TeamsSql).ToHashSet(StringComparer.Ordinal);
        (string Key, int Line, string Team)[] rules =
        [
            .. settings.Budgets.Rules.SelectMany(rule => rule.Thing.Also.Prepend(new BudgetPart(rule.Thing.Scope, rule.Thing.Target)).Where(part => part.Scope == BudgetScope.Team).Select(part => (rule.Key, rule.Line, part.Target))),
            .. settings.Limits.Rules.Where(rule => rule.Thing.Scope == LimitScope.Team).Select(rule => (rule.Key, rule.Line, rule.Thing.Target)),
        ];
        return known.Count == 0
            ? []
            : rules.Where(rule => !known.Contains(rule.Team)).Select(rule =>
                new SettingsFinding($"{rule.Key}.target", rule.Line, $"There is no team '{rule.Team}' yet.", "It is made at start; mind the spelling.", IsFault: false));
    }

    private static SettingsFinding Warning(string key, int line, string message) => new(key, line, message, "Take one of the two out.", IsFault: false);
}
