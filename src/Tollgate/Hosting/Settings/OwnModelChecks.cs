using Tollgate.Core;
using Tollgate.Pricing;
using Tollgate.Upstreams.Catalogue;

namespace Tollgate.Hosting.Settings;

/// <summary>What `models:` says that can be read, and yet is hardly meant: a provider that nobody knows, a model without a price.</summary>
internal static class OwnModelChecks
{
    /// <summary>Warns of models whose provider stands neither in the catalogue nor in the file.</summary>
    public static void CheckProviders(TollgateSettings settings, ProviderCatalogue catalogue, List<SettingsFinding> findings)
    {
        var known = catalogue.Providers.Select(provider => provider.Id).Concat(settings.Upstreams.Providers.Select(provider => provider.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, model) in settings.Pricing.Models)
        {
            if (model.Provider.Length > 0 && !known.Contains(model.Provider))
            {
                var meant = NearestName.Of(model.Provider, known) is { } near ? $"Did you mean '{near}'?" : "`providers:` adds one.";
                findings.Add(Warning(settings, name, "provider", $"There is no provider '{model.Provider}' in the catalogue or in this file.", meant));
            }
        }
    }

    /// <summary>The report with a warning for each model that has no price; reads the whole catalogue.</summary>
    public static SettingsReport WithoutPrice(SettingsReport report, DateTimeOffset at)
    {
        if (report.Settings is not { } settings || settings.Pricing.Models.Count == 0)
        {
            return report;
        }

        var book = new PriceCatalog(settings.Pricing).Current;
        var findings = report.Findings.ToList();
        foreach (var name in settings.Pricing.Models.Keys)
        {
            if (book.Resolve(name, null, at) is { IsRefused: false, Value: var model } && (!model.IsPriced || (model.Flags & LineFlags.AssumedPrice) != 0))
            {
                var counts = model.IsPriced ? "it counts at the provider's dearest rates" : "a hard budget refuses it, and elsewhere it counts nothing";
                findings.Add(Warning(settings, name, "price_per_million", $"The model has no price, here or in the catalogue: {counts}.", "Write, for example, price_per_million: { input: 2.50, output: 10.00 }."));
            }
        }

        return report with { Findings = findings };
    }

    private static SettingsFinding Warning(TollgateSettings settings, string model, string field, string message, string help) =>
        new($"models.{model}.{field}", settings.Lines.GetValueOrDefault($"model/{model}"), message, help, IsFault: false);
}
