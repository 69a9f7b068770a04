using Tollgate.Pricing;

namespace Tollgate.Hosting.Settings;

/// <summary>Reads `models:`.</summary>
internal sealed class ModelSettingsReader(Dictionary<string, int> lines)
{
    private static readonly string[] LimitFields = ["max_tokens", "max_completion_tokens"];

    /// <summary>Reads the own models of a file.</summary>
    public PricingOptions Read(SettingsSection root)
    {
        var models = new Dictionary<string, ModelOptions>(StringComparer.Ordinal);
        var sections = new Dictionary<string, SettingsSection>(StringComparer.Ordinal);
        foreach (var (name, section) in root.Sections("models"))
        {
            models[name] = One(section);
            sections[name] = section;
            lines[$"model/{name}"] = section.Line;
            section.End();
        }

        var options = new PricingOptions { Models = models };
        Check(options, sections);
        return options;
    }

    private static ModelOptions One(SettingsSection section) => new()
    {
        Provider = section.Text("provider", "The provider that serves it.") ?? "",
        UpstreamModel = section.Text("upstream_model", "The provider's name for it.", null, "text; the entry's own name by default"),
        Aliases = section.Texts("aliases", "Other names that clients may use."),
        PricePerMillion = Prices(section, "price_per_million", "US dollars per million tokens: input, cache_read, cache_write_5m, output, …"),
        PricePerUnit = Prices(section, "price_per_unit", "US dollars per piece: request, web_search, image, …"),
        ContextWindow = section.NumberOrNone("context_window", "The largest input in tokens, where the catalogue does not know it.", 1, 1_000_000_000),
        MaxOutput = section.NumberOrNone("max_output", "The largest output in tokens, where the catalogue does not know it.", 1, 1_000_000_000),
        LimitField = section.Word("limit_field", "The field of Chat Completions that carries the output limit.", null, LimitFields),
    };

    private static Dictionary<string, string> Prices(SettingsSection section, string name, string meaning)
    {
        var prices = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (unit, text, _) in section.Map(name, "a map of unit to decimal", meaning))
        {
            prices[unit] = text;
        }

        return prices;
    }

    /// <summary>The slice knows what its options must be; faults come back by full key and go to the line of their model.</summary>
    private static void Check(PricingOptions options, Dictionary<string, SettingsSection> sections)
    {
        foreach (var (key, fault) in options.Faults())
        {
            foreach (var (name, section) in sections)
            {
                var prefix = $"models.{name}.";
                if (section.IsPresent && key.StartsWith(prefix, StringComparison.Ordinal))
                {
                    section.Fault(key[prefix.Length..], fault.EndsWith('.') ? fault : fault + ".");
                    break;
                }
            }
        }
    }
}
