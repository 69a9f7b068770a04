using System.Globalization;
using System.Text.Json.Nodes;
using Tollgate.Hosting.Settings;

namespace Tollgate.Cli.Import;

/// <summary>Reads a LiteLLM config.yaml into a plan: models, their accounts and prices, aliases, limits, the budget of all.</summary>
internal sealed class LiteLlmConfig(ImportPlan plan)
{
    private static readonly HashSet<string> KnownParameters = ["model", "api_base", "api_key", "rpm", "tpm", "input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost", "cache_creation_input_token_cost"];
    private static readonly HashSet<string> CarriedSettings = ["max_budget", "budget_duration"];

    private readonly LiteLlmSettings _settings = new();

    /// <summary>Reads the file.</summary>
    /// <exception cref="CliFault">It is no such file.</exception>
    public void Read(string text)
    {
        var findings = new List<SettingsFinding>();
        if (YamlTree.Read(text, findings) is not { } root || root.Find("model_list") is not { } list)
        {
            throw new CliFault(ExitCode.Refused, findings.Count > 0 ? $"The config cannot be read: {findings[0]}" : "The config has no model_list.");
        }

        foreach (var item in list.Items)
        {
            Model(item);
        }

        Aliases(root.Find("router_settings")?.Find("model_group_alias") ?? root.Find("litellm_settings")?.Find("model_group_alias"));
        Budget(root.Find("litellm_settings"));
        Leave(root);
        plan.Settings = _settings.Write();
    }

    private void Model(YamlNode item)
    {
        var name = Text(item, "model_name") ?? "";
        var parameters = item.Find("litellm_params");
        if (name.Length == 0 || parameters is null || Text(parameters, "model") is not { } model)
        {
            plan.Notes.Add($"line {item.Line}: an entry without model_name or litellm_params.model.");
            return;
        }

        if (name.Contains('*', StringComparison.Ordinal) || model.Contains('*', StringComparison.Ordinal))
        {
            plan.Notes.Add($"{name}: a wildcard needs no entry here; PROVIDER/MODEL names any model, and a key's `models` says which it may call.");
            return;
        }

        var provider = LiteLlmProvider.Read(model, Variable(parameters, "api_base", name), Variable(parameters, "api_key", name));
        if (provider is null)
        {
            plan.Notes.Add($"{name}: the provider of '{model}' is not known here.");
            return;
        }

        if (!_settings.TryAdd(name, provider, Prices(parameters)))
        {
            plan.Notes.Add($"{name}: a second account or model under one name ({model}) is not carried over; list further accounts under providers.{_settings.ProviderOf(name)}.deployments.");
            return;
        }

        Limit(name, Text(parameters, "rpm"), "requests");
        Limit(name, Text(parameters, "tpm"), "tokens");
        foreach (var entry in parameters.Entries.Where(entry => !KnownParameters.Contains(entry.Key)))
        {
            plan.Notes.Add($"{name}: litellm_params.{entry.Key} is not carried over.");
        }
    }

    private void Aliases(YamlNode? aliases)
    {
        foreach (var (alias, _, target) in aliases?.Entries ?? [])
        {
            var model = target.Kind == YamlKind.Map ? Text(target, "model") : target.Text;
            if (model is null || !_settings.TryAlias(model, alias))
            {
                plan.Notes.Add($"model_group_alias.{alias}: there is no model '{model}'.");
            }
        }
    }

    private void Budget(YamlNode? settings)
    {
        if (settings is null || Text(settings, "max_budget") is not { } most || LiteLlmMoney.Read(most) is not { } limit)
        {
            return;
        }

        var (window, isSame) = LiteLlmWindows.Of(Text(settings, "budget_duration"));
        plan.Makes.Add(("/api/budgets", new JsonObject { ["name"] = "litellm", ["scope"] = "organization", ["limit_usd"] = limit, ["window"] = window, ["hard"] = true }));
        if (!isSame)
        {
            plan.Notes.Add($"litellm_settings.budget_duration '{Text(settings, "budget_duration")}' became a calendar {window}, which is not shorter.");
        }
    }

    private void Limit(string model, string? count, string unit)
    {
        if (long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
        {
            plan.Makes.Add(("/api/limits", new JsonObject { ["name"] = $"{model}/{unit}", ["scope"] = "model", ["target"] = model, ["unit"] = unit, ["per"] = "minute", ["limit"] = limit }));
        }
    }

    /// <summary>Everything else is named, so that nothing is lost in silence.</summary>
    private void Leave(YamlNode root)
    {
        foreach (var (section, _, node) in root.Entries.Where(entry => entry.Key != "model_list"))
        {
            foreach (var entry in node.Entries.Where(entry => entry.Key != "model_group_alias" && !(section == "litellm_settings" && CarriedSettings.Contains(entry.Key))))
            {
                plan.Notes.Add($"{section}.{entry.Key} is not carried over.");
            }
        }
    }

    private static Dictionary<string, string> Prices(YamlNode parameters)
    {
        var prices = new Dictionary<string, string>();
        foreach (var (theirs, ours) in ((string, string)[])[("input_cost_per_token", "input"), ("output_cost_per_token", "output"), ("cache_read_input_token_cost", "cache_read"), ("cache_creation_input_token_cost", "cache_write_5m")])
        {
            if (decimal.TryParse(Text(parameters, theirs), NumberStyles.Float, CultureInfo.InvariantCulture, out var price))
            {
                prices[ours] = (price * 1_000_000m).ToString("0.##########", CultureInfo.InvariantCulture);
            }
        }

        return prices;
    }

    /// <summary>os.environ/X is the variable X; a key that stands in the file becomes a variable too, for secrets do not belong into settings.</summary>
    private string? Variable(YamlNode parameters, string field, string model)
    {
        const string environment = "os.environ/";
        if (Text(parameters, field) is not { } text)
        {
            return null;
        }

        if (text.StartsWith(environment, StringComparison.Ordinal))
        {
            return $"${{{text[environment.Length..]}}}";
        }

        if (field == "api_base")
        {
            return text;
        }

        var variable = string.Concat(model.ToUpperInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')) + "_API_KEY";
        plan.Notes.Add($"{model}: its api_key stands in the config and was not copied; put it into the variable {variable}.");
        return $"${{{variable}}}";
    }

    private static string? Text(YamlNode node, string key) => node.Find(key) is { Kind: YamlKind.Scalar, IsNothing: false } value ? value.Text : null;
}
