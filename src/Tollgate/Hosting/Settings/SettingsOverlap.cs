using Tollgate.Storage;

namespace Tollgate.Hosting.Settings;

/// <summary>What is both in tollgate.yaml and in the database: the file wins, and whoever checks the file is told (CONTRACT 9).</summary>
internal static class SettingsOverlap
{
    private const string ProvidersSql = "select name from provider";
    private const string PricesSql = "select provider || '/' || upstream_model from price_override where ended_at is null";

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

        return report with { Findings = findings };
    }

    private static SettingsFinding Warning(string key, int line, string message) => new(key, line, message, "Take one of the two out.", IsFault: false);
}
